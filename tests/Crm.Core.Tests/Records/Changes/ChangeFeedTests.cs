using System.Globalization;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;

namespace Crm.Core.Tests.Records.Changes;

public sealed class ChangeFeedTests
{
    private readonly ChangeFeed feed = new();
    private readonly Guid acme = Ids.Next();
    private readonly List<string> heard = [];

    [Fact]
    public void An_open_page_hears_of_changes_in_its_own_language_whoever_made_them()
    {
        Speak("zh-Hans");
        using var page = feed.Subscribe(acme, Hear);

        Speak("en-US");
        feed.Publish(Changed(acme));

        Assert.Equal(["zh-Hans"], heard);
        Assert.Equal("en-US", CultureInfo.CurrentCulture.Name);
    }

    [Fact]
    public void Only_the_own_company_is_heard_and_only_until_the_page_is_left()
    {
        var page = feed.Subscribe(acme, Hear);

        feed.Publish(Changed(Ids.Next()));
        Assert.Empty(heard);
        feed.Publish(Changed(acme));
        page.Dispose();
        feed.Publish(Changed(acme));

        Assert.Single(heard);
    }

    private Task Hear(RecordsChanged changed)
    {
        heard.Add(CultureInfo.CurrentCulture.Name);
        return Task.CompletedTask;
    }

    private static void Speak(string culture) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

    private static RecordsChanged Changed(Guid tenant) => new(tenant, "deals", [Ids.Next()], Ids.Next(), null);
}
