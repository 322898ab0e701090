using System.Globalization;
using Crm.Core.Analytics;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Analytics;

/// <summary>How a figure stands against the year before, in words, and whether that is good news.</summary>
public sealed record Delta(string Text, string Feeling)
{
    private const double Unchanged = 0.05;

    public static Delta? OfWon(SalesReport report, IStringLocalizer texts) => report.Before is { Closed.Won.Amount: > 0 } before
        ? Of((double)(report.Closed.Won.Amount - before.Closed.Won.Amount) / before.Closed.Won.Amount * 100, "delta.won", before, texts)
        : null;

    public static Delta? OfWinRate(SalesReport report, IStringLocalizer texts) => report is { Closed.WinRate: { } now, Before: { Closed.WinRate: { } then } before }
        ? Of((now - then) * 100, "delta.win-rate", before, texts)
        : null;

    /// <summary>Slower is a caution rather than bad news: big deals take their time.</summary>
    public static Delta? OfCycle(SalesReport report, IStringLocalizer texts) => report is { Closed.AverageCycle: { } now, Before: { Closed.AverageCycle: { } then } before }
        ? Of(now - then, now > then ? "delta.slower" : "delta.faster", before, texts) is var delta && delta.Feeling == "same" ? delta : new Delta(delta.Text, now > then ? "warn" : "good")
        : null;

    private static Delta Of(double change, string key, Comparison before, IStringLocalizer texts)
    {
        string since = texts[before.SameDaysOnly ? "since.same-days" : "since.year"];
        return Math.Abs(change) < Unchanged
            ? new Delta(texts["delta.same", since], "same")
            : new Delta(
                texts[key, Math.Abs(change).ToString(Math.Abs(change) < 10 ? "0.0" : "#,0", CultureInfo.CurrentCulture), since, change > 0 ? "▲" : "▼"],
                change > 0 ? "good" : "bad");
    }
}
