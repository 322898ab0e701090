using Crm.Core.Records.Pipelines;

namespace Crm.Core.Analytics;

/// <summary>
/// Deals counted and summed. Amounts are minor units; <paramref name="Deals"/> is the filter that lists exactly these deals, empty
/// where there is none.
/// </summary>
public sealed record Figure(int Count, long Amount, string Deals);

/// <summary>Deals that closed, won or lost, within the asked period.</summary>
/// <param name="Timed">The won deals whose length is known, and their days together.</param>
public sealed record ClosedFigures(Figure Won, Figure Lost, Figure Closed, CycleFigure Timed)
{
    /// <summary>Won / (won + lost) by number of deals, 0–1; null where nothing closed.</summary>
    public double? WinRate => Closed.Count == 0 ? null : (double)Won.Count / Closed.Count;

    /// <summary>Mean days from start to close of won deals; null where no start is known.</summary>
    public double? AverageCycle => Timed.Count == 0 ? null : (double)Timed.Days / Timed.Count;

    /// <summary>Mean amount of a won deal in minor units; a deal without an amount counts as nothing.</summary>
    public decimal? AverageWon => Won.Count == 0 ? null : (decimal)Won.Amount / Won.Count;

    /// <summary>The same figures without a way to the deals behind them.</summary>
    internal ClosedFigures Unlisted() => new(Won with { Deals = "" }, Lost with { Deals = "" }, Closed with { Deals = "" }, Timed with { Deals = "" });
}

public sealed record CycleFigure(int Count, long Days, string Deals);

/// <summary>The year before. A running year is measured against the same days of the last one, not against all of it.</summary>
public sealed record Comparison(ClosedFigures Closed, bool SameDaysOnly);

/// <summary>What was won in a month or quarter; <paramref name="Word"/> is its name in filters: <c>2017-Q1</c>, <c>2017-03</c>.</summary>
public sealed record PeriodFigure(string Word, DateOnly From, Figure Won);

/// <summary>Open deals; <paramref name="Weighted"/> is the sum of amount × probability of each.</summary>
public sealed record OpenFigure(int Count, long Amount, long Weighted, string Deals);

public sealed record StageFigure(Stage Stage, string Pipeline, OpenFigure Open);

/// <summary>Closed deals of one person, team, product or sector.</summary>
/// <param name="Key">The id, or the sector's value; null for deals that have none.</param>
/// <param name="Name">Null where there is no such record, or no longer one.</param>
/// <param name="Without">What the deals lack: <c>owner</c>, <c>team</c>, <c>product</c>, <c>company</c>, <c>sector</c>; or <see cref="Unseen"/>.</param>
public sealed record SalesGroup(string? Key, string? Name, string? Without, ClosedFigures Closed)
{
    /// <summary>They belong to something that the actor may not see, and that is therefore not named.</summary>
    public const string Unseen = "unseen";
}

/// <summary>How many deals have an amount in a currency that no rate is known for.</summary>
public sealed record UnratedDeals(string Currency, int Count);

/// <summary>The figures of <see cref="SalesFigures"/>, each with the filter of the deals behind it.</summary>
public sealed record SalesReport
{
    /// <summary>The year that the figures speak of; null means all time.</summary>
    public required int? Year { get; init; }

    /// <summary>Years in which deals closed, the latest first.</summary>
    public required IReadOnlyList<int> Years { get; init; }

    public required ClosedFigures Closed { get; init; }

    /// <summary>Null where nothing closed the year before.</summary>
    public required Comparison? Before { get; init; }

    public required IReadOnlyList<PeriodFigure> Quarters { get; init; }

    public required IReadOnlyList<PeriodFigure> Months { get; init; }

    /// <summary>Everything open today, whatever the period.</summary>
    public required OpenFigure Open { get; init; }

    /// <summary>Open stages in pipeline order, empty ones too.</summary>
    public required IReadOnlyList<StageFigure> Stages { get; init; }

    public required IReadOnlyList<SalesGroup> People { get; init; }

    public required IReadOnlyList<SalesGroup> Teams { get; init; }

    public required IReadOnlyList<SalesGroup> Products { get; init; }

    public required IReadOnlyList<SalesGroup> Sectors { get; init; }

    /// <summary>Deals among these whose amounts no sum holds, as there is no rate for their currency.</summary>
    public required IReadOnlyList<UnratedDeals> Unrated { get; init; }

    /// <summary>Whether there is nothing to show yet.</summary>
    public bool IsEmpty => Open.Count == 0 && Years.Count == 0;
}
