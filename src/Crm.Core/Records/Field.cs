using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Records;

/// <summary>One of the values that a choice field offers.</summary>
public sealed record Choice(string Value, string? Label = null, string? Colour = null)
{
    public string Shown => Label ?? Value;
}

/// <summary>
/// Everything that is known of one field of a record type, said once: screens, import, API, filters and tests read it here.
/// </summary>
public sealed partial record Field
{
    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary><c>Expression&lt;Func&lt;T, TStored&gt;&gt;</c> that SQL can evaluate.</summary>
    public required LambdaExpression Value { get; init; }

    /// <summary>For references: the title of the target, over the navigation; for the rest null.</summary>
    public LambdaExpression? TitleOf { get; init; }

    /// <summary>For money: the currency of the amount.</summary>
    public LambdaExpression? CurrencyOf { get; init; }

    /// <summary>What a list sorts by where it is not the value itself (the target's title, the stage's position).</summary>
    public LambdaExpression? SortBy { get; init; }

    /// <summary>The canonical value of a loaded record, or null.</summary>
    public required Func<Record, object?> Read { get; init; }

    /// <summary>Puts a canonical value (or null) into a record; null for computed fields.</summary>
    public Action<Record, object?>? Write { get; init; }

    /// <summary>For references: the name of the target's record type.</summary>
    public string? Target { get; init; }

    /// <summary>For references: the navigation property, over which filters reach the target's fields.</summary>
    public string? Navigation { get; init; }

    public bool IsRequired { get; init; }

    public bool IsUnique { get; init; }

    public bool IsTitle { get; init; }

    /// <summary>Found by the quick search of lists and by the palette.</summary>
    public bool IsSearchable { get; init; }

    /// <summary>Kept by the system or by rules; input that names it is refused.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>A tenant's own field, kept in <see cref="Record.CustomJson"/>.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Left out of forms and default columns.</summary>
    public bool IsHidden { get; init; }

    /// <summary>
    /// Hidden by the tenant: for whoever asks from outside (lists, boards, programs) there is no such field. Its values stay, rules
    /// and undo go on with them.
    /// </summary>
    public bool IsWithdrawn { get; init; }

    public bool IsIndexed { get; init; }

    public bool MakesNoBoard { get; init; }

    public int? MaxLength { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Whether values outside <see cref="Choices"/> may become new choices by an admin's import.</summary>
    public bool ChoicesAreOpen { get; init; }

    /// <summary>What other systems and spreadsheets call it; the import matches headers with these.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>A label that the tenant gave; null means the product's own, from resources.</summary>
    public string? Label { get; init; }

    /// <summary>For values in parts, such as addresses: what is filtered, sorted and imported by itself, as <c>billingAddress.city</c>.</summary>
    public IReadOnlyList<Field> Parts { get; init; } = [];

    /// <summary>For a part: its name within the whole.</summary>
    public string? Part { get; init; }

    /// <summary>For a part: the field that it belongs to.</summary>
    public Field? Whole { get; init; }

    public bool IsComputed => Write is null;

    public bool TakesInput => Write is not null && !IsReadOnly;

    public Type StoredType => Nullable.GetUnderlyingType(Value.ReturnType) ?? Value.ReturnType;

    /// <summary>Whether a tenant may give a field this name; the API speaks of <c>id</c> and <c>version</c> itself.</summary>
    public static bool IsValidName(string name) => NamePattern().IsMatch(name) && name is not ("id" or "version");

    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$")]
    private static partial Regex NamePattern();
}
