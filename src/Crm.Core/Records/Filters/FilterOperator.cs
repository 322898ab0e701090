namespace Crm.Core.Records.Filters;

public enum FilterOperator { Equal, NotEqual, Less, AtMost, More, AtLeast, Contains, StartsWith, In, NotIn, Within, NotWithin, HasAny, HasAll, HasNone, Empty, NotEmpty }

/// <summary>The spelling of operators in addresses and in the API, and which of them fit which kind.</summary>
public static class FilterOperators
{
    public static readonly IReadOnlyList<FilterOperator> ForText =
        [FilterOperator.Contains, FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.StartsWith, FilterOperator.In, FilterOperator.NotIn, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForChoices =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.In, FilterOperator.NotIn, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForOrdered =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Less, FilterOperator.AtMost, FilterOperator.More, FilterOperator.AtLeast, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForDates = [FilterOperator.Within, FilterOperator.NotWithin, .. ForOrdered];
    public static readonly IReadOnlyList<FilterOperator> ForFlags = [FilterOperator.Equal, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForReferences =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.In, FilterOperator.NotIn, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForStages = ForReferences;
    public static readonly IReadOnlyList<FilterOperator> ForLinks = [FilterOperator.Equal, FilterOperator.In, FilterOperator.Empty, FilterOperator.NotEmpty];

    public static readonly IReadOnlyList<FilterOperator> ForReferenceSets =
        [FilterOperator.HasAny, FilterOperator.HasAll, FilterOperator.HasNone, FilterOperator.Empty, FilterOperator.NotEmpty];
    public static readonly IReadOnlyList<FilterOperator> ForSets =
        [FilterOperator.HasAny, FilterOperator.HasAll, FilterOperator.HasNone, FilterOperator.Contains, FilterOperator.Empty, FilterOperator.NotEmpty];

    private static readonly (FilterOperator Operator, string Word)[] Words =
    [
        (FilterOperator.Equal, "eq"), (FilterOperator.NotEqual, "ne"), (FilterOperator.Less, "lt"), (FilterOperator.AtMost, "le"),
        (FilterOperator.More, "gt"), (FilterOperator.AtLeast, "ge"), (FilterOperator.Contains, "contains"), (FilterOperator.StartsWith, "starts"),
        (FilterOperator.In, "in"), (FilterOperator.NotIn, "notin"), (FilterOperator.Within, "within"), (FilterOperator.NotWithin, "notwithin"),
        (FilterOperator.HasAny, "hasany"), (FilterOperator.HasAll, "hasall"), (FilterOperator.HasNone, "hasnone"),
        (FilterOperator.Empty, "empty"), (FilterOperator.NotEmpty, "notempty"),
    ];

    public static string Word(this FilterOperator op) => Words.First(w => w.Operator == op).Word;

    public static FilterOperator? Find(string word) =>
        Words.Where(w => w.Word == word).Select(w => (FilterOperator?)w.Operator).FirstOrDefault();

    /// <summary>Whether the operator stands alone: <c>amount empty</c>.</summary>
    public static bool TakesNoValue(this FilterOperator op) => op is FilterOperator.Empty or FilterOperator.NotEmpty;

    /// <summary>Whether the value is a span of days, as <see cref="Period"/> reads it.</summary>
    public static bool TakesPeriod(this FilterOperator op) => op is FilterOperator.Within or FilterOperator.NotWithin;

    public static bool TakesList(this FilterOperator op) => op is FilterOperator.In or FilterOperator.NotIn or FilterOperator.HasAny or FilterOperator.HasAll or FilterOperator.HasNone;
}
