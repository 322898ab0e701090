using System.Globalization;
using System.Resources;
using Crm.Core.Analytics;
using Crm.Core.Shared.Text;
using Crm.Core.Tenancy;
using Crm.Web.Analytics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Tests.Analytics;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData("en-US", "USD", 742_311_800, "$7.42 M")]
    [InlineData("en-US", "USD", 99_999_600, "$1.00 M")]
    [InlineData("en-US", "USD", 8_124_000, "$81.2 K")]
    [InlineData("en-US", "USD", 95_049, "$950")]
    [InlineData("en-US", "USD", -742_311_800, "$-7.42 M")]
    [InlineData("zh-Hans", "CNY", 742_311_800, "¥742 万")]
    [InlineData("zh-Hans", "CNY", 950_000, "¥9,500")]
    [InlineData("zh-Hans", "CNY", 12_345_678_900, "¥1.23 亿")]
    [InlineData("zh-Hant", "TWD", 742_311_800, "NT$742 萬")]
    public void A_short_amount_keeps_three_digits_in_the_units_of_the_language(string culture, string currency, long minor, string shown)
    {
        var (text, _) = In(culture, currency);
        Assert.Equal(shown, text.Short(minor).Replace('\u00a0', ' '));
    }

    [Theory]
    [InlineData("en-US", "▲ 12% vs. last year")]
    [InlineData("zh-Hans", "较上年 ▲ 12%")]
    [InlineData("zh-Hant", "較前一年 ▲ 12%")]
    public void The_year_before_is_compared_in_a_sentence(string culture, string sentence)
    {
        var (_, texts) = In(culture, "USD");
        var delta = Delta.OfWon(Report(won: 112, before: 100), texts)!;
        Assert.Equal((sentence, "good"), (delta.Text, delta.Feeling));
    }

    [Fact]
    public void Without_a_year_before_there_is_no_comparison()
    {
        var (_, texts) = In("en-US", "USD");
        Assert.Null(Delta.OfWon(Report(112, null), texts));
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("zh-Hant")]
    public void Every_text_of_the_dashboard_is_written_in_every_language(string culture)
    {
        var resources = new ResourceManager(typeof(DashboardTexts));
        string[] Keys(CultureInfo of) => [.. resources.GetResourceSet(of, true, false)!.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo(culture)));
    }

    private static (FigureText Text, IStringLocalizer Texts) In(string culture, string currency)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var services = new ServiceCollection().AddLogging().AddLocalization().AddCountingTexts().BuildServiceProvider();
        var scope = new TenantScope();
        scope.Enter(new TenantInfo(Guid.Parse("0199a000-0000-7000-8000-000000000001"), "acme", "Acme", TenantState.Active, currency, "UTC", culture, 1, "b2b-sales", default));
        var texts = services.GetRequiredService<IStringLocalizer<DashboardTexts>>();
        return (new FigureText(texts, scope), texts);
    }

    private static SalesReport Report(long won, long? before)
    {
        static ClosedFigures Closed(long amount) => new(new Figure(1, amount, ""), new Figure(0, 0, ""), new Figure(1, amount, ""), new CycleFigure(0, 0, ""));
        return new SalesReport
        {
            Year = 2017,
            Years = [2017],
            Closed = Closed(won),
            Before = before is { } amount ? new Comparison(Closed(amount), false) : null,
            Quarters = [],
            Months = [],
            Open = new OpenFigure(0, 0, 0, ""),
            Stages = [],
            People = [],
            Teams = [],
            Products = [],
            Sectors = [],
            Unrated = [],
        };
    }
}
