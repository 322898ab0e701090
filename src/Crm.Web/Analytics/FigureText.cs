using System.Globalization;
using Crm.Core.Analytics;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Analytics;

/// <summary>Figures as the reader writes them: short amounts for the eye, full ones for titles and tables.</summary>
public sealed class FigureText(IStringLocalizer<DashboardTexts> texts, TenantScope scope)
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>The list of deals behind a figure; null where no list holds just these.</summary>
    public static string? Link(string deals) => deals.Length == 0 ? null : "/deals?filter=" + Uri.EscapeDataString(deals);

    /// <summary>"$7,423,118".</summary>
    public string Amount(long minor) => Money(minor).ToString(Culture);

    /// <summary>"$7.42 M", "$742 万": three digits that matter, in the units of the language.</summary>
    public string Short(long minor) => Money(minor) is var money && Compact(money.Major) is { } compact
        ? Crm.Core.Shared.Money.Symbol(money.Currency) + compact
        : (money with { Minor = Whole(money) }).ToString(Culture);

    /// <summary>The same without the currency, for labels in a chart that names it once.</summary>
    public string Bare(long minor) => Money(minor).Major is var major && Compact(major) is { } compact ? compact : major.ToString("#,0", Culture);

    public string Count(long count) => count.ToString("#,0", Culture);

    public string Percent(double? share) => share is { } s ? texts["percent", (s * 100).ToString("0.0", Culture)] : "–";

    public string Days(double? days) => days is { } d ? texts["days", d.ToString("0.0", Culture)] : "–";

    public string Won(Figure won) => texts["won-of", Count(won.Count), Amount(won.Amount)];

    /// <summary>The name of a group, or what its deals lack.</summary>
    public string Name(SalesGroup group) => group.Name ?? texts[group.Without is { } without ? $"without.{without}" : "gone"];

    private Money Money(long minor) => new(minor, scope.Tenant.Currency);

    private static long Whole(Money money) =>
        Crm.Core.Shared.Money.FromMajor(Math.Round(money.Major, MidpointRounding.AwayFromZero), money.Currency).Minor;

    /// <summary>Null where the number is short as it stands. The units stand in the resources as <c>3:K;6:M</c>.</summary>
    private string? Compact(decimal number)
    {
        (decimal Size, string Name)? fitting = null;
        foreach (var unit in texts["units"].Value.Split(';').Select(u => u.Split(':')))
        {
            var size = (decimal)Math.Pow(10, int.Parse(unit[0], CultureInfo.InvariantCulture));
            if (Rounded(Math.Abs(number)) >= size)
                fitting = (size, unit[1]);
        }
        if (fitting is not { } chosen)
            return null;
        var (value, digits) = (number / chosen.Size, Digits(Math.Abs(number / chosen.Size)));
        return value.ToString("#,0" + (digits > 0 ? "." + new string('0', digits) : ""), Culture) + "\u00a0" + chosen.Name;
    }

    /// <summary>To three digits, so that 999,960 becomes 1.00 M and not 1,000 K.</summary>
    private static decimal Rounded(decimal number)
    {
        if (number < 1000)
            return Math.Round(number, MidpointRounding.AwayFromZero);
        var scale = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)number)) - 2);
        return Math.Round(number / scale, MidpointRounding.AwayFromZero) * scale;
    }

    private static int Digits(decimal value) => value switch { < 9.995m => 2, < 99.95m => 1, _ => 0 };
}
