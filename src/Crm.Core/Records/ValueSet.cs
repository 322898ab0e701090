using System.Collections;

namespace Crm.Core.Records;

/// <summary>
/// Several texts as one value, in their order and none twice: chosen choices, tags. A column holds <c>|red|blue|</c>, so that
/// every database finds a member by looking for <c>|red|</c>. Never empty: no members are no value, hence null.
/// </summary>
public sealed class ValueSet : IReadOnlyList<string>, IEquatable<ValueSet>
{
    public const char Mark = '|';

    private readonly string[] members;

    private ValueSet(string[] members) => this.members = members;

    public int Count => members.Length;

    /// <summary>As columns hold it.</summary>
    public string Stored => $"{Mark}{ToString()}{Mark}";

    public string this[int index] => members[index];

    /// <summary>Trims, passes over what is blank and what comes a second time; null when nothing is left.</summary>
    public static ValueSet? Of(IEnumerable<string> members)
    {
        string[] kept = [.. members.Select(m => m.Trim()).Where(m => m.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        return kept.Length == 0 ? null : new ValueSet(kept);
    }

    public static ValueSet? Parse(string stored) => Of(stored.Split(Mark));

    public bool Equals(ValueSet? other) => other is not null && members.SequenceEqual(other.members);

    public override bool Equals(object? obj) => Equals(obj as ValueSet);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => members.GetEnumerator();

    public override string ToString() => string.Join(Mark, members);
}
