using Crm.Core.Customization.Demo;
using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

public sealed class DemoDataTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Fact]
    public async Task The_demo_company_has_a_year_of_deals_that_moved_through_the_stages()
    {
        var acme = await (await databases.On(DatabaseKind.Sqlite)).SignUpAsync();
        await using var scope = acme.As();

        await scope.ServiceProvider.GetRequiredService<LoadDemoData>().RunAsync(CancellationToken.None);

        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        async Task<int> Count(string filter) => (await reader.PageAsync(
            new RecordQuery("deals") { Count = true, Filter = FilterText.Parse(filter).Value }, CancellationToken.None)).Value.Count!.Value;
        Assert.True(await Count("stage eq 'open'") > 50);
        Assert.True(await Count("stage eq 'won'") > 80);
        Assert.True(await Count("stage eq 'lost' and cycleDays gt 14") > 20);
    }
}
