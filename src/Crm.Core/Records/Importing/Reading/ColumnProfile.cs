namespace Crm.Core.Records.Importing.Reading;

/// <summary>What a column holds. Counts are of the rows looked at; values are trimmed, and a cell of spaces is empty.</summary>
/// <param name="Values">Up to <see cref="ColumnSurvey.MostValues"/> different values, most frequent first.</param>
/// <param name="MoreValues">There are more different values than listed.</param>
/// <param name="DisputedNumbers">Values such as "1,234" that point and comma read as different numbers.</param>
/// <param name="Times">Date values that also have a time.</param>
public sealed record ColumnProfile(
    int Column,
    string Name,
    long Filled,
    long Empty,
    int MaxLength,
    IReadOnlyList<ValueCount> Values,
    bool MoreValues,
    IReadOnlyList<FormFit<ValueKind>> Kinds,
    IReadOnlyList<FormFit<DateOrder>> Dates,
    long DisputedNumbers,
    long Times)
{
    /// <summary>Every filled cell can be read as this kind (and there is one).</summary>
    public bool Fits(ValueKind kind) => Kinds[(int)kind].FitsAll;

    public bool Fits(DateOrder order) => Dates[(int)order].FitsAll;

    /// <summary>The orders that read every filled cell. More than one is an open question for the person, never for the program.</summary>
    public IReadOnlyList<DateOrder> DateOrders => [.. Dates.Where(fit => fit.FitsAll).Select(fit => fit.Form)];

    public bool HasAmbiguousDates => DateOrders.Count > 1;

    /// <summary>Point and comma both read every filled cell, and not as the same numbers.</summary>
    public bool HasAmbiguousNumbers => Fits(ValueKind.DecimalPoint) && Fits(ValueKind.DecimalComma) && DisputedNumbers > 0;
}

public readonly record struct ValueCount(string Value, long Count);

/// <summary>How well one form fits the filled cells of a column.</summary>
/// <param name="Decisive">
/// Values that this form reads and its rivals (the other date orders, the other decimal mark) do not: "5,066 values have a day over 12".
/// </param>
public sealed record FormFit<TForm>(TForm Form, long Fits, long Misfits, long Decisive, Misfit? FirstMisfit)
    where TForm : struct, Enum
{
    public bool FitsAll => Fits > 0 && Misfits == 0;
}

/// <summary>The first value that a form could not read, cut to a showable length, and the line of its row.</summary>
public sealed record Misfit(string Text, long Line);
