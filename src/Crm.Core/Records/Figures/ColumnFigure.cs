using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Core.Records.Figures;

/// <summary>What is computed of a column; <see cref="Filled"/> counts the records that have a value.</summary>
public enum Figure { Filled, Sum, Average, Min, Max }

/// <summary>A figure under a column, written <c>amount~sum</c>.</summary>
public sealed record ColumnFigure(string Field, Figure Figure)
{
    public const int MaxPerList = 6;

    public static IReadOnlyList<ColumnFigure> Read(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('~')).Where(p => p.Length == 2 && Enum.TryParse<Figure>(p[1], true, out _))
        .Select(p => new ColumnFigure(p[0], Enum.Parse<Figure>(p[1], true))).DistinctBy(f => f.Field).Take(MaxPerList)];

    public static string Write(IEnumerable<ColumnFigure> figures) => string.Join(',', figures.Select(f => $"{f.Field}~{f.Figure.ToString().ToLowerInvariant()}"));

    /// <summary>The figures that make sense of a field.</summary>
    public static IReadOnlyList<Figure> Of(Field field) => field.Kind switch
    {
        LinkKind => [],
        YearKind or AutoNumberKind or DateKind or DateTimeKind => [Figure.Filled, Figure.Min, Figure.Max],
        PercentKind => [Figure.Filled, Figure.Average, Figure.Min, Figure.Max],
        NumberKind or MoneyKind => [Figure.Filled, Figure.Sum, Figure.Average, Figure.Min, Figure.Max],
        _ => [Figure.Filled],
    };
}

/// <summary>Records that have one thing in common: <paramref name="Key"/> is a canonical value, a reference, a <see cref="Period"/> or null.</summary>
/// <param name="Where">The condition that its records meet.</param>
/// <param name="Figures">For each asked figure its values: none, one, or one for each currency.</param>
public sealed record RecordGroup(object? Key, FilterNode Where, int Count, IReadOnlyList<IReadOnlyList<object>> Figures);

/// <summary>How a list is gathered: a field, and for days the span.</summary>
public sealed record GroupBy(Field Field, string? Span)
{
    /// <summary>More groups than this are not shown.</summary>
    public const int MaxGroups = 200;

    public static readonly IReadOnlyList<string> Spans = ["day", "week", "month", "quarter", "year"];

    public static GroupBy? Read(string? text, Schema.TenantType type)
    {
        var parts = (text ?? "").Split('~');
        if (type.Find(parts[0]) is not { } field || !Fits(field))
            return null;
        return new GroupBy(field, !IsDay(field) ? null : parts.Length > 1 && Spans.Contains(parts[1]) ? parts[1] : "month");
    }

    public static bool Fits(Field field) => IsDay(field) || field.Kind is ChoiceKind or StageKind or YesNoKind or YearKind
        || (field.Kind is ReferenceKind && field.Target is not null) || (field.Kind.GetType() == typeof(TextKind) && !field.IsTitle);

    public static bool IsDay(Field field) => field.Kind is DateKind or DateTimeKind;
}
