using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Records.Importing;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Addresses of companies, built in and of the tenant's own: one value, found and filled by its parts.</summary>
public sealed class AddressFieldTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Companies_are_found_by_the_parts_of_their_addresses(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await OwnFields.AddToEveryTypeAsync(acme);
        foreach (var field in new[] { "billingAddress", "own_address" })
        {
            await acme.DoAsync(async services =>
            {
                foreach (var (name, address) in new[]
                {
                    ("berlin", Address.Of("Hauptstr. 1", "Berlin", null, "10115", "DE")), ("bern", Address.Of(city: "Bern", country: "CH")),
                    ("somewhere", Address.Of(street: "Berliner Str. 5")), ("nowhere", null),
                })
                    Assert.True((await services.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = $"{name} {field}", [field] = address }, Ct)).Succeeded);
                return true;
            });

            async Task<string> Found(string filter, string sort = "createdAt") => await acme.DoAsync(async services =>
            {
                var page = await services.GetRequiredService<RecordReader>().PageAsync(
                    new RecordQuery("companies") { Columns = ["name"], Sort = sort, Filter = FilterText.Parse($"name contains '{field}' and {filter}").Value }, Ct);
                return page.Succeeded ? string.Join(' ', page.Value.Rows.Select(r => ((string)r.Values[0]!).Split(' ')[0])) : page.Refusals[0].Code;
            });

            Assert.Equal("berlin bern", await Found($"{field}.city contains 'BER'"));
            Assert.Equal("berlin", await Found($"{field}.country eq 'Germany'"));
            Assert.Equal("berlin bern", await Found($"{field}.country in ('DE','CH')"));
            Assert.Equal("somewhere nowhere", await Found($"{field}.city empty"));
            Assert.Equal("nowhere", await Found($"{field} empty"));
            Assert.Equal("berlin somewhere", await Found($"{field} contains 'berlin'"));
            Assert.Equal("berlin bern", await Found($"{field}.city notempty", $"{field}.city"));
            Assert.Equal("filter-value", await Found($"{field}.country eq 'Atlantis'"));
            Assert.Equal("filter-field-unknown", await Found($"{field}.planet empty"));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task An_import_fills_an_address_part_by_part_and_leaves_the_other_parts(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Acme", ["billingAddress"] = Address.Of("1 Main St", "Old Town", country: "US") }, Ct));
        var run = await desk.UploadTextAsync("companies", "name,Billing City,Billing Postal Code,billingAddress.country\nAcme,Springfield,62701,\nBeta,Berlin,10115,Deutschland\nGamma,,,Atlantis\n");
        var plan = (await desk.PrepareAsync(run)).Plan;
        Assert.Equal(["billingAddress.city", "billingAddress.country", "billingAddress.postalCode", "name"], plan.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
        await desk.StartAsync(run, plan with { MatchBy = "name" });

        Assert.Equal((1, 1, 1), (await desk.WorkAsync(run)) is var ended ? (ended.Created, ended.Updated, ended.Refused) : default);

        Assert.Equal([Address.Of("1 Main St", "Springfield", null, "62701", "US"), Address.Of(null, "Berlin", null, "10115", "DE")], await acme.DoAsync(async s =>
            (await s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["billingAddress"], Sort = "name" }, Ct)).Value.Rows.Select(r => (Address?)r.Values[0]).ToList()));
    }

    [Theory, OnEveryDatabase]
    public async Task A_part_that_is_written_alone_is_one_change_of_the_address_and_undone_as_one(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            var id = (await store.CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = "Ana", ["mailingAddress"] = Address.Of(city: "Bern") }, Ct)).Value.Id;
            var act = (await store.WriteAsync(new WriteBatch("contacts", [RecordWrite.Update(id, new Dictionary<string, object?> { ["mailingAddress.country"] = "CH" })]), Ct)).Value;
            Assert.Equal(Address.Of(city: "Bern", country: "CH"), await AddressAsync(services, id));

            Assert.Equal(1, (await services.GetRequiredService<UndoChanges>().RunAsync(act.ChangeSetId!.Value, Ct)).Value.Undone);
            Assert.Equal(Address.Of(city: "Bern"), await AddressAsync(services, id));

            var refused = await store.UpdateAsync("contacts", id, new Dictionary<string, object?> { ["mailingAddress"] = Address.Of(city: new string('x', 101)) }, null, Ct);
            Assert.Equal("text-too-long", Assert.Single(refused.Refusals).Code);
            return true;
        });

        async Task<object?> AddressAsync(IServiceProvider services, Guid id) =>
            (await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("contacts") { Columns = ["mailingAddress"], Filter = FilterText.Parse("name eq 'Ana'").Value }, Ct)).Value.Rows.Single(r => r.Id == id).Values[0];
    }
}
