using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Built-in tags and own fields of several values answer the same questions in the same way.</summary>
public sealed class SetFilterTests(FurnishedCompany furnished) : IClassFixture<FurnishedCompany>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static TheoryData<DatabaseKind, string> Fields
    {
        get
        {
            var data = new TheoryData<DatabaseKind, string>();
            foreach (var row in new OnEveryDatabaseAttribute().GetData(null!))
            {
                data.Add((DatabaseKind)row[0], "tags");
                data.Add((DatabaseKind)row[0], "own_tags");
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task Records_are_found_by_any_all_and_none_of_their_tags(DatabaseKind on, string field)
    {
        await using var scope = (await furnished.On(on)).As();
        var (store, reader) = (scope.ServiceProvider.GetRequiredService<RecordStore>(), scope.ServiceProvider.GetRequiredService<RecordReader>());
        foreach (var (name, tags) in new[] { ("both", "vip|100%_off"), ("vip", "vip"), ("near", "vip customer|100x off"), ("none", "") })
            Assert.True((await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = $"{field} {name}", [field] = ValueSet.Parse(tags) }, Ct)).Succeeded);

        async Task<string> Found(string filter)
        {
            var page = await reader.PageAsync(new RecordQuery("companies") { Columns = ["name"], Sort = "createdAt", Filter = FilterText.Parse($"name starts '{field}' and ({filter})").Value }, Ct);
            return string.Join(' ', page.Value.Rows.Select(r => r.Values[0]!.ToString()![(field.Length + 1)..]));
        }

        Assert.Equal("both vip", await Found($"{field} hasany ('vip')"));
        Assert.Equal("both", await Found($"{field} hasany ('100%_off')"));
        Assert.Equal("both vip", await Found($"{field} hasany ('vip', '100%_off')"));
        Assert.Equal("both", await Found($"{field} hasall ('vip', '100%_off')"));
        Assert.Equal("near none", await Found($"{field} hasnone ('vip', '100%_off')"));
        Assert.Equal("both vip near", await Found($"{field} contains 'VIP'"));
        Assert.Equal("none", await Found($"{field} empty"));
        Assert.Equal("both vip near", await Found($"{field} notempty"));
    }

    [Theory, OnEveryDatabase]
    public async Task Tags_in_use_are_proposed_the_most_used_first(DatabaseKind on)
    {
        var beta = await (await furnished.On(on)).Database.SignUpAsync("Beta");
        await using var scope = beta.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        foreach (var tags in new[] { "Newsletter", "Newsletter|Fair", "Fair|Newsletter", "Late payer" })
            await store.CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = "Ana", ["tags"] = ValueSet.Parse(tags) }, Ct);

        var known = scope.ServiceProvider.GetRequiredService<KnownTags>();

        Assert.Equal(["Newsletter", "Fair", "Late payer"], await known.RunAsync("contacts", "tags", "", 8, Ct));
        Assert.Equal(["Late payer"], await known.RunAsync("contacts", "tags", "late", 8, Ct));
        Assert.Empty(await known.RunAsync("companies", "tags", "", 8, Ct));
    }

    [Theory, OnEveryDatabase]
    public async Task A_moment_of_an_own_field_is_found_by_its_day(DatabaseKind on)
    {
        await using var scope = (await furnished.On(on)).As();
        var (store, reader) = (scope.ServiceProvider.GetRequiredService<RecordStore>(), scope.ServiceProvider.GetRequiredService<RecordReader>());
        var at = new DateTime(2031, 5, 6, 23, 59, 59, System.DateTimeKind.Utc);
        await store.CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = "Ana", ["own_datetime"] = at }, Ct);

        async Task<int> Count(string filter) => (await reader.PageAsync(new RecordQuery("contacts") { Filter = FilterText.Parse(filter).Value }, Ct)).Value.Rows.Count;

        Assert.Equal(1, await Count("own_datetime within '2031-05-06'"));
        Assert.Equal(0, await Count("own_datetime within '2031-05-07'"));
        Assert.Equal(1, await Count("own_datetime gt '2031-05-06T23:59:58Z' and own_datetime lt '2031-05-06T23:59:59.5Z'"));
    }
}
