using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>What every record type can do, asked of each in the registry with values at the edges of each kind.</summary>
public sealed class EveryTypeTests(FurnishedCompany furnished) : IClassFixture<FurnishedCompany>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>Fields that follow others by a rule: their changes come beside the change that was asked for.</summary>
    private static readonly Dictionary<string, string[]> Followers = new()
    {
        ["deals.stage"] = ["probability", "stageSince", "closedOn", "cycleDays"],
        ["deals.startedOn"] = ["cycleDays"],
    };

    [Theory, EveryType]
    public async Task What_was_written_is_read_back_as_it_was(DatabaseKind on, string typeName)
    {
        await using var scope = (await furnished.On(on)).As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var type = await maker.TypeAsync(typeName);
        for (var variant = 0; variant < 6; variant++)
        {
            var written = await maker.AllValuesAsync(type, variant);
            var made = await maker.Store.CreateAsync(typeName, written, Ct);
            Assert.True(made.Succeeded, string.Join("; ", made.Refusals));

            var read = await maker.ReadAsync(type, made.Value.Id);
            Assert.All(written, pair => Assert.Equal(pair.Value, read[pair.Key]));
        }
    }

    [Theory, EveryType]
    public async Task Each_field_changes_alone_is_logged_and_is_brought_back_by_undo(DatabaseKind on, string typeName)
    {
        await using var scope = (await furnished.On(on)).As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var type = await maker.TypeAsync(typeName);
        var id = (await maker.Store.CreateAsync(typeName, await maker.AllValuesAsync(type), Ct)).Value.Id;
        var machine = FieldFormat.Machine("USD");
        foreach (var field in RecordMaker.Fillable(type))
        {
            var before = Input(type, await maker.ReadAsync(type, id));
            foreach (var value in new[] { await maker.ValueAsync(type, field, 1), field.IsRequired || field.Kind is PercentKind ? before[field.Name] : null })
            {
                if (Equals(value, before[field.Name]))
                    continue;
                var act = (await maker.Store.WriteAsync(new WriteBatch(typeName, [RecordWrite.Update(id, new Dictionary<string, object?> { [field.Name] = value })]), Ct)).Value;
                Assert.Empty(act.Results[0].Refusals);

                var change = Assert.Single(await ChangesAsync(scope.ServiceProvider, act.ChangeSetId!.Value));
                var difference = Assert.Single(change.Fields, f => Followers.GetValueOrDefault($"{typeName}.{field.Name}", []).All(follower => f.Field != follower));
                Assert.Equal(new FieldChange(field.Name, Text(field, before[field.Name], machine), Text(field, value, machine)), difference);
                Assert.Equal(value, (await maker.ReadAsync(type, id))[field.Name]);

                var undo = await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(act.ChangeSetId.Value, Ct);
                Assert.Equal((1, 0), (undo.Value.Undone, undo.Value.KeptBecauseChanged));
                Assert.Equal(before, Input(type, await maker.ReadAsync(type, id)));
            }
        }
    }

    [Theory, EveryType]
    public async Task A_deleted_record_leaves_the_list_lies_in_the_bin_and_comes_back(DatabaseKind on, string typeName)
    {
        await using var scope = (await furnished.On(on)).As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var type = await maker.TypeAsync(typeName);
        var id = (await maker.Store.CreateAsync(typeName, await maker.AllValuesAsync(type), Ct)).Value.Id;
        var before = Input(type, await maker.ReadAsync(type, id));
        Assert.Equal((true, false), await WhereAsync(maker, typeName, id));

        Assert.True((await maker.Store.DeleteAsync(typeName, id, Ct)).Succeeded);
        Assert.Equal((false, true), await WhereAsync(maker, typeName, id));
        Assert.Null(await maker.Reader.FindAsync(typeName, id, Ct));
        Assert.Empty(await maker.Reader.TitlesAsync(typeName, [id], Ct));
        Assert.Equal("record-unknown", (await maker.Store.UpdateAsync(typeName, id, new Dictionary<string, object?>(), null, Ct)).Refusals[0].Code);
        Assert.Equal("record-unknown", (await maker.Store.DeleteAsync(typeName, id, Ct)).Refusals[0].Code);

        Assert.True((await maker.Store.RestoreAsync(typeName, id, Ct)).Succeeded);
        Assert.Equal((true, false), await WhereAsync(maker, typeName, id));
        Assert.Equal(before, Input(type, await maker.ReadAsync(type, id)));
        Assert.Equal("record-unknown", (await maker.Store.RestoreAsync(typeName, id, Ct)).Refusals[0].Code);
    }

    [Theory, EveryType]
    public async Task Input_that_does_not_fit_is_refused_by_the_name_of_the_field(DatabaseKind on, string typeName)
    {
        await using var scope = (await furnished.On(on)).As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var type = await maker.TypeAsync(typeName);
        var good = await maker.RequiredValuesAsync(type);

        foreach (var field in RecordMaker.Fillable(type))
        {
            if (field.IsRequired && field.Kind is not StageKind)
            {
                await AssertRefusedAsync("required", field, good.Where(v => v.Key != field.Name).ToDictionary());
                await AssertRefusedAsync("required", field, With(field, null));
            }
            if (field.Kind.ValueType == typeof(string) && field.MaxLength is { } max && field.Kind is TextKind and not (EmailKind or PhoneKind or UrlKind or ChoiceKind))
                await AssertRefusedAsync("text-too-long", field, With(field, new string('长', Math.Max(10_000, max + 1))));
            if (field.Kind.ValueType == typeof(string))
            {
                await AssertRefusedAsync("text-control-characters", field, With(field, "a\0b"));
                await AssertRefusedAsync("text-control-characters", field, With(field, "half \ud83d pair"));
            }
            await AssertRefusedAsync("value-unreadable", field, With(field, new object()));
            foreach (var nonsense in Nonsense(field.Kind))
                await AssertRefusedAsync("value-unreadable", field, With(field, nonsense));
            if (field.Target is not null)
                await AssertRefusedAsync("reference-unknown", field, With(field, field.Kind is ReferencesKind ? ReferencesKind.Of([Ids.Next()]) : Ids.Next()));
            if (field.Kind is LinkKind)
                await AssertRefusedAsync("reference-unknown", field, With(field, new RecordLink("companies", Ids.Next())));
            if (field.Kind is StageKind)
                await AssertRefusedAsync("stage-unknown", field, With(field, Ids.Next()));
            if (field.Kind is ChoiceKind)
                await AssertRefusedAsync("choice-unknown", field, With(field, "no such choice"));
            if (field.Kind is ChoicesKind)
                await AssertRefusedAsync("choice-unknown", field, With(field, ValueSet.Of([field.Choices[0].Value, "no such choice"])));
        }
        foreach (var field in type.Fields.Where(f => !f.TakesInput))
            await AssertRefusedAsync("field-read-only", field, With(field, null));
        await AssertRefusedAsync("field-unknown", "noSuchField", new Dictionary<string, object?>(good) { ["noSuchField"] = "x" });
        await AssertRefusedAsync("field-unknown", "tenantId", new Dictionary<string, object?>(good) { ["tenantId"] = Ids.Next() });

        Dictionary<string, object?> With(Field field, object? value) => new(good) { [field.Name] = value };

        Task AssertRefusedAsync(string code, object field, Dictionary<string, object?> values) => RefusesAsync(maker, typeName, code, field is Field f ? f.Name : (string)field, values);
    }

    [Theory, EveryType]
    public async Task A_save_that_expects_another_version_is_refused(DatabaseKind on, string typeName)
    {
        await using var scope = (await furnished.On(on)).As();
        var maker = new RecordMaker(scope.ServiceProvider);
        var id = await maker.CreateAsync(typeName);
        var change = new Dictionary<string, object?> { ["externalId"] = Ids.Next().ToString() };

        Assert.Equal(2, (await maker.Store.UpdateAsync(typeName, id, change, 1, Ct)).Value.Version);
        Assert.Equal("changed-meanwhile", (await maker.Store.UpdateAsync(typeName, id, change, 1, Ct)).Refusals[0].Code);
        Assert.Equal("changed-meanwhile", (await maker.Store.WriteAsync(new WriteBatch(typeName, [RecordWrite.Delete(id, 1)]), Ct)).Value.Results[0].Refusals[0].Code);
        Assert.Equal(2, (await maker.Store.UpdateAsync(typeName, id, change, 2, Ct)).Value.Version);
    }

    [Theory, EveryType]
    public async Task Of_several_who_claim_one_unique_value_at_once_one_has_it_and_the_rest_are_told(DatabaseKind on, string typeName)
    {
        var acme = await furnished.On(on);
        List<string> unique;
        Dictionary<string, object?> values;
        await using (var scope = acme.As())
        {
            var maker = new RecordMaker(scope.ServiceProvider);
            var type = await maker.TypeAsync(typeName);
            unique = [.. type.Fields.Where(f => f.IsUnique).Select(f => f.Name)];
            values = await maker.AllValuesAsync(type, 2);
        }
        Assert.Contains("externalId", unique);
        var start = new TaskCompletionSource();
        var claims = Enumerable.Range(0, 6).Select(_ => Task.Run(() => acme.DoAsync(async services =>
        {
            await start.Task;
            return await services.GetRequiredService<RecordStore>().CreateAsync(typeName, values, Ct);
        }))).ToList();
        start.SetResult();
        var outcomes = await Task.WhenAll(claims);

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => Assert.All(o.Refusals, r => Assert.True(r.Code is "taken" or "taken-meanwhile", r.ToString())));
    }

    private static async Task RefusesAsync(RecordMaker maker, string type, string code, string field, Dictionary<string, object?> values)
    {
        var outcome = await maker.Store.CreateAsync(type, values, Ct);
        Assert.True(outcome.Refusals.Any(r => r.Code == code && r.Field == field), $"{type}.{field} = {values.GetValueOrDefault(field)}: wanted {code}, got [{string.Join("; ", outcome.Refusals)}]");
    }

    /// <summary>Values of the right CLR type that are none of the kind.</summary>
    private static object[] Nonsense(FieldKind kind) => kind switch
    {
        SetKind => [ValueSet.Of([new string('长', 101)])!, ValueSet.Of(["a\0b"])!, ValueSet.Of(["half \ud83d pair"])!, ValueSet.Of(Enumerable.Range(0, 2000).Select(i => $"{i}"))!],
        EmailKind => ["nobody", "a@b", "a b@example.com", "<x@example.com>"],
        PhoneKind => ["call me", "1"],
        UrlKind => ["javascript:alert(1)", "ftp://example.com", "https://user:secret@example.com", "nonsense"],
        AddressKind => [Address.Of(country: "Atlantis")!, Address.Of(country: "XK")!],
        YearKind => [0m, 10_000m, 2024.5m],
        PercentKind => [101m, -1m, 12.5m],
        IntegerKind => [12.5m, 3_000_000_000m, decimal.MaxValue],
        NumberKind => [decimal.MaxValue],
        MoneyKind => [new Money(1, "usd"), new Money(1, "\0\0\0"), new Money(1, "EURO"), new Money(long.MaxValue, "USD")],
        DateKind => [DateOnly.MinValue, DateOnly.MaxValue],
        DateTimeKind => [DateTime.MinValue, DateTime.MaxValue],
        _ => [],
    };

    private static Dictionary<string, object?> Input(TenantType type, Dictionary<string, object?> values) =>
        type.Fields.Where(f => f.TakesInput).ToDictionary(f => f.Name, f => values[f.Name]);

    private static string? Text(Field field, object? value, FieldFormat machine) => value is null ? null : field.Kind.Format(value, machine);

    private static async Task<List<Change>> ChangesAsync(IServiceProvider services, Guid set)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Change>().AsNoTracking().Where(c => c.ChangeSetId == set).ToListAsync(Ct);
    }

    private static async Task<(bool Listed, bool InBin)> WhereAsync(RecordMaker maker, string type, Guid id)
    {
        async Task<bool> Has(bool deleted) => (await maker.Reader.PageAsync(new RecordQuery(type) { Sort = "-createdAt", Deleted = deleted, Take = 200 }, Ct)).Value.Rows.Any(r => r.Id == id);
        return (await Has(false), await Has(true));
    }
}

/// <summary>One company with fields of its own on every type; made once for each database.</summary>
public sealed class FurnishedCompany : IAsyncLifetime
{
    private readonly EveryDatabase databases = new();
    private readonly SemaphoreSlim making = new(1);
    private readonly Dictionary<DatabaseKind, Company> made = [];

    public async Task<Company> On(DatabaseKind kind)
    {
        await making.WaitAsync();
        try
        {
            if (made.TryGetValue(kind, out var known))
                return known;
            var acme = await (await databases.On(kind)).SignUpAsync();
            await OwnFields.AddToEveryTypeAsync(acme);
            return made[kind] = acme;
        }
        finally
        {
            making.Release();
        }
    }

    public Task InitializeAsync() => databases.InitializeAsync();

    public Task DisposeAsync() => databases.DisposeAsync();
}
