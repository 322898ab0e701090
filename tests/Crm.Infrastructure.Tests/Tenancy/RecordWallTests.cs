using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Records;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>
/// The record engine asked by Acme for what its rival has, for every record type: each answer is, to the letter, the answer for
/// something that never existed. The rival gets the other answer.
/// </summary>
public sealed class RecordWallTests(TwoCompanies companies) : IClassFixture<TwoCompanies>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EveryType]
    public async Task A_rivals_record_is_not_listed_counted_summed_or_found_by_words(DatabaseKind on, string typeName)
    {
        var (acme, rival) = await companies.On(on);
        var (id, externalId, set) = await RivalsRecordAsync(rival, typeName);
        var query = new RecordQuery(typeName) { Take = 200, Count = true, Search = SearchWord(externalId) };

        async Task<(bool Listed, bool Counted, bool Titled, bool Found, bool Filtered)> SeenAsync(Company company)
        {
            await using var scope = company.As();
            var maker = new RecordMaker(scope.ServiceProvider);
            var type = await maker.TypeAsync(typeName);
            var money = type.Fields.Where(f => f.Kind is MoneyKind).Select(f => f.Name).ToList();
            var filter = new FilterTerm("externalId", FilterOperator.Equal, externalId);
            var listed = (await maker.Reader.PageAsync(query with { Search = null, Sort = "-createdAt", Totals = money }, Ct)).Value;
            var filtered = (await maker.Reader.PageAsync(query with { Search = null, Filter = filter, Totals = money, Count = true }, Ct)).Value;
            Assert.All(filtered.Totals, total => Assert.True(filtered.Rows.Count > 0 || total.Value == 0));
            return (listed.Rows.Any(r => r.Id == id), filtered.Count > 0, (await maker.Reader.TitlesAsync(typeName, [id], Ct)).Count > 0,
                await maker.Reader.FindAsync(typeName, id, Ct) is not null || await maker.Reader.FindAsync(typeName, id, Ct, deleted: true) is not null,
                filtered.Rows.Any(r => r.Id == id));
        }

        Assert.Equal((false, false, false, false, false), await SeenAsync(acme));
        Assert.Equal((true, true, true, true, true), await SeenAsync(rival));
        Assert.NotEqual(Guid.Empty, set);
    }

    [Theory, EveryType]
    public async Task A_rivals_record_answers_every_write_like_an_unknown_one(DatabaseKind on, string typeName)
    {
        var (acme, rival) = await companies.On(on);
        var (id, _, set) = await RivalsRecordAsync(rival, typeName);
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var undo = scope.ServiceProvider.GetRequiredService<UndoChanges>();
        var nowhere = Ids.Next();
        var change = new Dictionary<string, object?> { ["externalId"] = "stolen" };
        var acts = new Func<Guid, Task<string>>[]
        {
            async x => Said(await store.UpdateAsync(typeName, x, change, null, Ct)),
            async x => Said(await store.UpdateAsync(typeName, x, change, 1, Ct)),
            async x => Said(await store.UpdateAsync(typeName, x, change, 99, Ct)),
            async x => Said(await store.DeleteAsync(typeName, x, Ct)),
            async x => Said(await store.RestoreAsync(typeName, x, Ct)),
            async x => Said(await store.WriteAsync(new WriteBatch(typeName, [RecordWrite.Update(x, change), RecordWrite.Delete(x)]) { DryRun = true }, Ct), x),
        };

        foreach (var act in acts)
            Assert.Equal(await act(nowhere), await act(id));
        Assert.Equal(Said(await undo.RunAsync(nowhere, Ct)), Said(await undo.RunAsync(set, Ct)));

        await using var theirs = rival.As();
        var row = await theirs.ServiceProvider.GetRequiredService<RecordReader>().FindAsync(typeName, id, Ct);
        Assert.Equal(1, row!.Version);
        Assert.Equal(1, (await theirs.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(set, Ct)).Value.Undone);
    }

    [Theory, EveryType]
    public async Task A_rivals_record_cannot_be_referred_to_by_any_field(DatabaseKind on, string typeName)
    {
        var (acme, rival) = await companies.On(on);
        await using var mine = acme.As();
        await using var theirs = rival.As();
        var (maker, rivals) = (new RecordMaker(mine.ServiceProvider), new RecordMaker(theirs.ServiceProvider));
        var type = await maker.TypeAsync(typeName);
        foreach (var field in type.Fields.Where(f => f.TakesInput && (f.Target is not null || f.Kind is LinkKind or StageKind)))
        {
            var strange = (await rivals.ValueAsync(await rivals.TypeAsync(typeName), field, 0))!;
            var unknown = strange switch
            {
                RecordLink link => link with { Id = Ids.Next() },
                ValueSet => ReferencesKind.Of([Ids.Next()])!,
                _ => (object)Ids.Next(),
            };
            var refused = await ReferAsync(maker, strange);

            Assert.Equal(await ReferAsync(maker, unknown), refused);
            Assert.Contains("-unknown", refused);
            Assert.Equal("done", await ReferAsync(maker, (await maker.ValueAsync(type, field, 0))!));

            async Task<string> ReferAsync(RecordMaker by, object value) =>
                Said(await by.Store.CreateAsync(typeName, new Dictionary<string, object?>(await by.RequiredValuesAsync(type)) { [field.Name] = value }, Ct));
        }
    }

    [Theory, EveryType]
    public async Task Filters_and_orders_over_references_say_nothing_of_a_rival(DatabaseKind on, string typeName)
    {
        var (acme, rival) = await companies.On(on);
        await using var mine = acme.As();
        await using var theirs = rival.As();
        var (maker, rivals) = (new RecordMaker(mine.ServiceProvider), new RecordMaker(theirs.ServiceProvider));
        var type = await maker.TypeAsync(typeName);
        var own = new HashSet<Guid> { await maker.CreateAsync(typeName) };
        var full = await rivals.Store.CreateAsync(typeName, await rivals.AllValuesAsync(await rivals.TypeAsync(typeName)), Ct);
        Assert.True(full.Succeeded, string.Join("; ", full.Refusals));
        var values = await rivals.ReadAsync(await rivals.TypeAsync(typeName), full.Value.Id);

        foreach (var field in type.Fields)
        {
            var ordered = (await maker.Reader.PageAsync(new RecordQuery(typeName) { Sort = "-" + field.Name, Take = 200 }, Ct)).Value;
            Assert.DoesNotContain(ordered.Rows, r => r.Id == full.Value.Id);
            if (field.Target is not { } target || field.Navigation is null)
                continue;
            var title = (await maker.TypeAsync(target)).TitleField.Name;
            var theirTitle = (await rivals.Reader.TitlesAsync(target, [(Guid)values[field.Name]!], Ct)).Values.Single();
            foreach (var filter in new[]
            {
                new FilterTerm($"{field.Name}.{title}", FilterOperator.Equal, theirTitle),
                new FilterTerm($"{field.Name}.externalId", FilterOperator.NotEmpty),
                new FilterTerm(field.Name, FilterOperator.Equal, values[field.Name]!.ToString()!),
            })
            {
                var found = (await maker.Reader.PageAsync(new RecordQuery(typeName) { Filter = filter, Count = true, Take = 200 }, Ct)).Value;
                Assert.DoesNotContain(found.Rows, r => r.Id == full.Value.Id);
                if (filter.Operator == FilterOperator.Equal && filter.Field == field.Name)
                {
                    Assert.Equal(0, found.Count);
                    Assert.NotEqual(0, (await rivals.Reader.PageAsync(new RecordQuery(typeName) { Filter = filter, Count = true }, Ct)).Value.Count);
                }
            }
        }
        Assert.NotEmpty(own);
    }

    [Theory, OnEveryDatabase]
    public async Task A_rivals_stages_pipelines_members_roles_and_own_fields_are_not_in_ones_schema(DatabaseKind on)
    {
        var (acme, rival) = await companies.On(on);
        await OwnFields.AddToEveryTypeAsync(await acme.Database.SignUpAsync("Third"));
        var (mine, theirs) = (await SchemaAsync(acme), await SchemaAsync(rival));

        Assert.Empty(mine.Pipelines.SelectMany(p => p.Stages).Select(s => s.Id).Intersect(theirs.Pipelines.SelectMany(p => p.Stages).Select(s => s.Id)));
        Assert.DoesNotContain(mine.Types.SelectMany(t => t.Fields), f => f.Name.StartsWith("own_", StringComparison.Ordinal));
        await using var scope = acme.As();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<ActorDirectory>().MemberAsync(rival.OwnerId, Ct));
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<ActorDirectory>().MemberAsync(acme.OwnerId, Ct));

        Task<Crm.Core.Records.Schema.TenantSchema> SchemaAsync(Company company) =>
            company.DoAsync(s => s.GetRequiredService<Crm.Core.Records.Schema.SchemaSource>().GetAsync(Ct));
    }

    [Theory, OnEveryDatabase]
    public async Task News_of_a_save_reach_the_own_company_only(DatabaseKind on)
    {
        var (acme, rival) = await companies.On(on);
        var feed = acme.Database.Services.GetRequiredService<ChangeFeed>();
        var (mine, theirs) = (new List<RecordsChanged>(), new List<RecordsChanged>());
        using var a = feed.Subscribe(acme.Tenant.Id, news => { mine.Add(news); return Task.CompletedTask; });
        using var b = feed.Subscribe(rival.Tenant.Id, news => { theirs.Add(news); return Task.CompletedTask; });

        var (id, _, _) = await RivalsRecordAsync(rival, "products");

        Assert.Empty(mine);
        Assert.Contains(theirs, news => news.Ids.Contains(id));
    }

    /// <summary>A record with a value in every field, the change set that made it, and a word that finds it.</summary>
    private static async Task<(Guid Id, string ExternalId, Guid ChangeSet)> RivalsRecordAsync(Company rival, string typeName)
    {
        await using var scope = rival.As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var values = await maker.AllValuesAsync(await maker.TypeAsync(typeName));
        var made = await maker.Store.WriteAsync(new WriteBatch(typeName, [RecordWrite.Create(values)]), Ct);
        Assert.True(made.Value.ChangeSetId is not null, string.Join("; ", made.Value.Results[0].Refusals));
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        Assert.Equal(1, await db.Set<ChangeSet>().CountAsync(s => s.Id == made.Value.ChangeSetId, Ct));
        return (made.Value.Results[0].Id, (string)values["externalId"]!, made.Value.ChangeSetId!.Value);
    }

    private static string SearchWord(string externalId) => externalId.Split(' ')[^1];

    private static string Said<T>(Outcome<T> outcome, Guid? id = null) => !outcome.Succeeded
        ? string.Join("; ", outcome.Refusals)
        : outcome.Value is WriteSummary summary
            ? string.Join("; ", summary.Results.SelectMany(r => r.Refusals).Select(r => r.ToString().Replace(id.ToString()!, "…")))
            : "done";
}
