using Crm.Core.Records;
using Crm.Core.Records.Editing;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Editing;

/// <summary>Two people edit the same company at the same time.</summary>
public sealed class SaveEditTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Edits_of_different_fields_merge_without_a_question(DatabaseKind on)
    {
        await using var desk = await Desk.OpenAsync(await databases.On(on));
        await desk.Store.UpdateAsync("companies", desk.Id, Values(("country", "Norge")), null, Ct);

        var saved = (await desk.Save.RunAsync("companies", desk.Id, 1, Values(("city", "Oslo")), Values(("city", "Bergen")), Ct)).Value;

        Assert.Null(saved.Conflict);
        Assert.Equal(["Bergen", "Norge"], await desk.ReadAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Where_both_changed_one_field_nothing_is_written_until_somebody_chose(DatabaseKind on)
    {
        await using var desk = await Desk.OpenAsync(await databases.On(on));
        await desk.Store.UpdateAsync("companies", desk.Id, Values(("city", "Rome")), null, Ct);

        var (original, mine) = (Values(("city", "Oslo"), ("country", "Norway")), Values(("city", "Bergen"), ("country", "Norge")));
        var conflict = (await desk.Save.RunAsync("companies", desk.Id, 1, original, mine, Ct)).Value.Conflict!;

        var field = Assert.Single(conflict.Fields);
        Assert.Equal(("city", "Oslo", "Bergen", "Rome"), (field.Field.Name, field.Original, field.Mine, field.Current));
        Assert.Equal(Values(("country", "Norge")), conflict.Agreed);
        Assert.Equal(["Rome", "Norway"], await desk.ReadAsync());

        // Mine is chosen, but a third person was quicker: asked again, nothing overwritten.
        await desk.Store.UpdateAsync("companies", desk.Id, Values(("city", "Paris")), null, Ct);
        var again = (await desk.Save.RunAsync("companies", desk.Id, conflict.Version, Values(("city", "Rome")), Values(("city", "Bergen")), Ct)).Value.Conflict!;
        Assert.Equal("Paris", Assert.Single(again.Fields).Current);
        Assert.NotNull((await desk.Save.RunAsync("companies", desk.Id, again.Version, Values(("city", "Paris")), Values(("city", "Bergen")), Ct)).Value.Saved);
        Assert.Equal(["Bergen", "Norway"], await desk.ReadAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Who_wanted_the_same_is_not_asked_and_what_is_wrong_is_refused(DatabaseKind on)
    {
        await using var desk = await Desk.OpenAsync(await databases.On(on));
        await desk.Store.UpdateAsync("companies", desk.Id, Values(("city", "Bergen")), null, Ct);

        Assert.NotNull((await desk.Save.RunAsync("companies", desk.Id, 1, Values(("city", "Oslo")), Values(("city", "Bergen")), Ct)).Value.Saved);
        Assert.Equal("required", (await desk.Save.RunAsync("companies", desk.Id, 2, Values(("name", "Konex")), Values(("name", null)), Ct)).Refusals[0].Code);
        await desk.Store.DeleteAsync("companies", desk.Id, Ct);
        Assert.Equal("record-unknown", (await desk.Save.RunAsync("companies", desk.Id, 2, Values(("city", "Bergen")), Values(("city", "Rome")), Ct)).Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_a_hundred_who_saw_the_same_record_one_for_each_field_is_saved_and_the_rest_are_asked(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seen = Values(("city", "Oslo"), ("country", "Norway"));
        var id = (await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?>(seen) { ["name"] = "Konex" }, Ct))).Value.Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var field = i % 2 == 0 ? "city" : "country";
            var saved = await acme.DoAsync(s => s.GetRequiredService<SaveEdit>().RunAsync("companies", id, 1, Values((field, seen[field])), Values((field, $"{field} {i}")), Ct));
            return (Field: field, Wanted: $"{field} {i}", saved.Value);
        })));

        var row = (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["city", "country"] }, Ct))).Value.Rows[0];
        Assert.Equal(3, row.Version);
        Assert.Equal(row.Values.Cast<string>(), answers.Where(a => a.Value.Saved is not null).OrderBy(a => a.Field).Select(a => a.Wanted));
        var asked = answers.Where(a => a.Value.Conflict is not null).Select(a => Assert.Single(a.Value.Conflict!.Fields)).ToList();
        Assert.Equal(98, asked.Count);
        Assert.All(asked, c => Assert.Equal(row.Values[c.Field.Name == "city" ? 0 : 1], c.Current));
    }

    private static Dictionary<string, object?> Values(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);

    private sealed class Desk(AsyncServiceScope scope, Guid id) : IAsyncDisposable
    {
        public Guid Id { get; } = id;

        public RecordStore Store { get; } = scope.ServiceProvider.GetRequiredService<RecordStore>();

        public SaveEdit Save { get; } = scope.ServiceProvider.GetRequiredService<SaveEdit>();

        public static async Task<Desk> OpenAsync(TestDatabase database)
        {
            var scope = (await database.SignUpAsync()).As();
            var made = await scope.ServiceProvider.GetRequiredService<RecordStore>().CreateAsync(
                "companies", Values(("name", "Konex"), ("city", "Oslo"), ("country", "Norway")), Ct);
            return new Desk(scope, made.Value.Id);
        }

        public async Task<object?[]> ReadAsync() => [.. (await scope.ServiceProvider.GetRequiredService<RecordReader>()
            .PageAsync(new RecordQuery("companies") { Columns = ["city", "country"] }, Ct)).Value.Rows[0].Values];

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
