using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Lists;

public sealed class PagingTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Going_on_behind_a_page_meets_every_row_once_in_the_order_of_the_whole_list_also_where_values_are_missing(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(Ct);
        var company = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan" }, Ct)).Value.Id;
        var writes = Enumerable.Range(0, 23).Select(i => RecordWrite.Create(new Dictionary<string, object?>
        {
            ["name"] = $"Deal {i % 5}",
            ["amount"] = i % 3 == 0 ? null : new Money(100 * (i % 4), "USD"),
            ["company"] = i % 4 == 0 ? null : company,
            ["expectedCloseOn"] = i % 5 == 0 ? null : new DateOnly(2026, 1 + i % 3, 10),
            ["source"] = i % 2 == 0 ? null : "referral",
        })).ToList();
        Assert.True((await store.WriteAsync(new WriteBatch("deals", writes), Ct)).Succeeded);
        var sortable = schema["deals"].Fields.Where(f => f.Kind is not LinkKind and not LongTextKind).Select(f => f.Name).ToList();

        foreach (var sort in sortable.SelectMany(f => new[] { f, "-" + f }).Concat(["source,-amount", "-expectedCloseOn,company,amount", "name,-stage"]))
        {
            var whole = (await reader.PageAsync(new RecordQuery("deals") { Sort = sort, Take = 200 }, Ct)).Value.Rows.Select(r => r.Id).ToList();
            var walked = new List<Guid>();
            RecordCursor? after = null;
            do
            {
                var page = (await reader.PageAsync(new RecordQuery("deals") { Sort = sort, After = after, Take = 4 }, Ct)).Value;
                walked.AddRange(page.Rows.Select(r => r.Id));
                after = page.HasMore ? page.End : null;
            }
            while (after is not null && walked.Count <= 23);

            Assert.Equal(23, whole.Count);
            Assert.True(whole.SequenceEqual(walked), $"{sort}: {string.Join(", ", walked.Select(id => whole.IndexOf(id)))}");
        }
    }
}
