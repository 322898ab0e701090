using Crm.Core.Customization.Pipelines;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Pipelines;

public sealed class StageDemandTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_deal_comes_into_a_stage_only_with_what_the_stage_demands(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var desk = await Desk.AtAsync(scope.ServiceProvider, ("Proposal", ["amount", "expectedCloseOn"]));
        var deal = await desk.DealAsync("Konex", "Engaging", ("amount", new Money(3_393_00, "USD")));

        var refused = await desk.MoveAsync(deal, "Proposal");
        var asked = await desk.Questions.RunAsync("deals", deal, desk.Stages["Proposal"], Ct);
        var moved = await desk.MoveAsync(deal, "Proposal", ("expectedCloseOn", new DateOnly(2026, 3, 31)));

        Assert.Equal(("stage-demands", "expectedCloseOn"), (Assert.Single(refused.Refusals).Code, refused.Refusals[0].Field));
        Assert.Equal(("expectedCloseOn", true), (Assert.Single(asked).Field.Name, asked[0].IsRequired));
        Assert.True(moved.Succeeded);
        Assert.Empty(await desk.Questions.RunAsync("deals", deal, desk.Stages["Proposal"], Ct));
    }

    [Theory, OnEveryDatabase]
    public async Task A_deal_that_stood_there_before_may_be_edited_elsewhere_but_not_emptied(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var before = await Desk.AtAsync(scope.ServiceProvider);
        var bare = await before.DealAsync("Hatfan", "Proposal");
        var priced = await before.DealAsync("Isdom", "Proposal", ("amount", new Money(100, "USD")));
        var desk = await Desk.AtAsync(scope.ServiceProvider, ("Proposal", ["amount"]));

        Assert.True((await desk.EditAsync(bare, ("description", "Wants a call"))).Succeeded);
        Assert.Equal("stage-demands", Assert.Single((await desk.EditAsync(priced, ("amount", null))).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Bulk_and_import_are_held_to_the_same_demands(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var desk = await Desk.AtAsync(scope.ServiceProvider, ("Proposal", ["amount"]));
        var deals = new[] { await desk.DealAsync("One", "Engaging"), await desk.DealAsync("Two", "Engaging", ("amount", new Money(5_00, "USD"))) };

        var bulk = await desk.Store.WriteAsync(new WriteBatch("deals", [.. deals.Select(d => RecordWrite.Update(d, desk.Values(("stage", desk.Stages["Proposal"]))))]) { Cause = ChangeCause.Bulk, SkipRefused = true }, Ct);
        var import = await desk.Store.WriteAsync(new WriteBatch("deals",
        [
            RecordWrite.Create(desk.Values(("name", "Three"), ("stage", desk.Stages["Proposal"]))),
            RecordWrite.Create(desk.Values(("name", "Lost long ago"), ("stage", desk.Stages["Lost"]))),
        ])
        { Cause = ChangeCause.Import, SkipRefused = true }, Ct);

        Assert.Equal([false, true], bulk.Value.Results.Select(r => r.Succeeded));
        Assert.Equal([false, true], import.Value.Results.Select(r => r.Succeeded));
    }

    [Theory, OnEveryDatabase]
    public async Task A_lost_deal_has_a_reason_that_goes_when_it_is_opened_again_and_comes_back_with_the_undo(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var desk = await Desk.AtAsync(scope.ServiceProvider);
        var deal = await desk.DealAsync("J-Texon", "Engaging");

        Assert.Equal("lostReason", Assert.Single((await desk.MoveAsync(deal, "Lost")).Refusals).Field);
        Assert.Equal("deal-not-lost", Assert.Single((await desk.EditAsync(deal, ("lostReason", "price"))).Refusals).Code);
        Assert.Equal(["lostReason", "competitor"], (await desk.Questions.RunAsync("deals", deal, desk.Stages["Lost"], Ct)).Select(q => q.Field.Name));
        await desk.MoveAsync(deal, "Lost", ("lostReason", "competitor"), ("competitor", "Brightwell"));
        Assert.Equal(("competitor", "Brightwell"), (await desk.ValueAsync(deal, "lostReason"), await desk.ValueAsync(deal, "competitor")));
        Assert.NotNull(await desk.ValueAsync(deal, "closedOn"));

        var reopened = await desk.Store.WriteAsync(new WriteBatch("deals", [RecordWrite.Update(deal, desk.Values(("stage", desk.Stages["Engaging"])))]), Ct);
        Assert.Equal((null, null, null), (await desk.ValueAsync(deal, "lostReason"), await desk.ValueAsync(deal, "competitor"), await desk.ValueAsync(deal, "closedOn")));

        await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(reopened.Value.ChangeSetId!.Value, Ct);
        Assert.Equal(("competitor", "Brightwell"), (await desk.ValueAsync(deal, "lostReason"), await desk.ValueAsync(deal, "competitor")));
        Assert.NotNull(await desk.ValueAsync(deal, "closedOn"));
    }

    [Theory, OnEveryDatabase]
    public async Task Where_a_deal_stood_and_for_how_long_is_kept_and_an_undone_move_leaves_no_trace(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var desk = await Desk.AtAsync(scope.ServiceProvider);
        var deal = await desk.DealAsync("Cancity", "Prospecting");
        var since = await desk.ValueAsync(deal, "stageSince");
        var history = scope.ServiceProvider.GetRequiredService<StageHistory>();
        var undo = scope.ServiceProvider.GetRequiredService<UndoChanges>();

        var wrong = await desk.Store.WriteAsync(new WriteBatch("deals", [RecordWrite.Update(deal, desk.Values(("stage", desk.Stages["Won"])))]), Ct);
        Assert.Equal(["Prospecting", "Won"], (await history.RunAsync("deals", deal, Ct)).Select(s => s.StageName));
        var undone = await undo.RunAsync(wrong.Value.ChangeSetId!.Value, Ct);

        var stay = Assert.Single(await history.RunAsync("deals", deal, Ct));
        Assert.Equal(("Prospecting", null, "Olivia Owner"), (stay.StageName, stay.LeftAt, stay.ByName));
        Assert.Equal(since, await desk.ValueAsync(deal, "stageSince"));

        await undo.RunAsync(undone.Value.ChangeSetId!.Value, Ct);
        Assert.Equal(["Prospecting", "Won"], (await history.RunAsync("deals", deal, Ct)).Select(s => s.StageName));
        var times = scope.ServiceProvider.GetRequiredService<StageTimes>();
        var (from, time) = Assert.Single((await times.RunAsync("deals", null, null, Ct)).Value);
        Assert.Equal((desk.Stages["Prospecting"], 1, 1, 0), (from, time.Left, time.Won, time.Lost));
        Assert.Equal(deal, Assert.Single((await times.BehindAsync("deals", null, null, from, StageOutcome.Won, Ct)).Value).Id);
        Assert.Empty((await times.BehindAsync("deals", null, null, from, StageOutcome.Lost, Ct)).Value);
        Assert.Empty((await times.RunAsync("deals", null, new Period(new DateOnly(2001, 1, 1), new DateOnly(2001, 12, 31)), Ct)).Value);
    }

    [Theory, OnEveryDatabase]
    public async Task Norm_limit_and_demands_of_a_stage_are_kept_and_a_field_that_nobody_fills_cannot_be_demanded(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var pipeline = await Desk.PipelineAsync(scope.ServiceProvider);
        var draft = Desk.Draft(pipeline);
        var change = scope.ServiceProvider.GetRequiredService<ChangePipeline>();

        Assert.True((await change.RunAsync(draft with { Stages = [draft.Stages[0] with { NormDays = 5, MostRecords = 12, Demands = ValueSet.Of(["company"]) }, .. draft.Stages.Skip(1)] }, Ct)).Succeeded);
        var wrong = await change.RunAsync(draft with { Stages = [draft.Stages[0] with { Demands = ValueSet.Of(["cycleDays"]) }, .. draft.Stages.Skip(1)] }, Ct);
        var early = await change.RunAsync(draft with { Stages = [draft.Stages[0] with { Demands = ValueSet.Of(["closedOn"]) }, .. draft.Stages.Skip(1)] }, Ct);

        var first = (await Desk.PipelineAsync(scope.ServiceProvider)).Stages[0];
        Assert.Equal((5, 12, "company"), (first.NormDays, first.MostRecords, Assert.Single(first.RequiredFields)));
        Assert.Equal("stage-demand", Assert.Single(wrong.Refusals).Code);
        Assert.Equal("stage-demand", Assert.Single(early.Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_full_stage_notes_who_comes_all_the_same_or_takes_no_more_as_its_pipeline_says(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var desk = await Desk.AtAsync(scope.ServiceProvider);
        await LimitAsync(scope.ServiceProvider, "Proposal", 1, refuses: false);
        var first = await desk.DealAsync("Konex", "Engaging");
        var second = await desk.DealAsync("Hatfan", "Engaging");
        var third = await desk.DealAsync("Isdom", "Engaging");
        var room = scope.ServiceProvider.GetRequiredService<StageRoom>();
        var history = scope.ServiceProvider.GetRequiredService<StageHistory>();

        Assert.Null(await room.RunAsync("deals", desk.Stages["Proposal"], Ct));
        Assert.True((await desk.MoveAsync(first, "Proposal")).Succeeded);
        Assert.Equal(1, (await room.RunAsync("deals", desk.Stages["Proposal"], Ct))!.Count);
        Assert.True((await desk.MoveAsync(second, "Proposal")).Succeeded);
        Assert.Equal([false, true], new[] { await history.RunAsync("deals", first, Ct), await history.RunAsync("deals", second, Ct) }.Select(h => h[^1].OverLimit));

        await LimitAsync(scope.ServiceProvider, "Proposal", 1, refuses: true);
        Assert.Equal("stage-full", Assert.Single((await desk.MoveAsync(third, "Proposal")).Refusals).Code);
        Assert.True((await desk.EditAsync(first, ("description", "Wants a call"))).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Many_who_move_at_once_never_fill_a_stage_beyond_what_it_takes(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var (most, deals, proposal) = (5, new List<Guid>(), Guid.Empty);
        await using (var scope = acme.As())
        {
            var desk = await Desk.AtAsync(scope.ServiceProvider);
            await LimitAsync(scope.ServiceProvider, "Proposal", most, refuses: true);
            proposal = desk.Stages["Proposal"];
            for (var i = 0; i < 16; i++)
                deals.Add(await desk.DealAsync($"Deal {i}", "Engaging"));
        }
        IReadOnlyDictionary<string, object?> there = new Dictionary<string, object?> { ["stage"] = proposal };
        Task<Outcome<WriteSummary>> MoveAsync(params Guid[] ids) => Task.Run(() => acme.DoAsync(s =>
            s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("deals", [.. ids.Select(id => RecordWrite.Update(id, there))]) { SkipRefused = true }, Ct)));

        // Eight single moves, two of four at a time as a bulk act makes them, and a new one that comes there at once.
        Task<Outcome<WriteSummary>>[] moves = [.. deals.Take(8).Select(id => MoveAsync(id)), MoveAsync([.. deals[8..12]]), MoveAsync([.. deals[12..16]])];
        var born = Task.Run(() => acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("deals", new Dictionary<string, object?> { ["name"] = "Born there", ["stage"] = proposal }, Ct)));
        var moved = await Task.WhenAll(moves);
        var created = await born;

        Assert.All(moved, m => Assert.True(m.Succeeded));
        var results = moved.SelectMany(m => m.Value.Results).ToList();
        Assert.Equal(most, results.Count(r => r.Succeeded) + (created.Succeeded ? 1 : 0));
        Assert.All(results.Where(r => !r.Succeeded).SelectMany(r => r.Refusals).Concat(created.Refusals), r => Assert.Equal("stage-full", r.Code));
        var count = await acme.DoAsync(async s => (await s.GetRequiredService<RecordReader>().PageAsync(
            new RecordQuery("deals") { Filter = new FilterTerm("stage", FilterOperator.Equal, proposal.ToString()), Count = true }, Ct)).Value.Count);
        Assert.Equal(most, count);
    }

    private static async Task LimitAsync(IServiceProvider services, string stage, int most, bool refuses)
    {
        var draft = Desk.Draft(await Desk.PipelineAsync(services));
        Assert.Empty((await services.GetRequiredService<ChangePipeline>().RunAsync(
            draft with { Stages = [.. draft.Stages.Select(s => s.Name == stage ? s with { MostRecords = most, RefusesOverLimit = refuses } : s)] }, Ct)).Refusals);
    }

    /// <summary>A seller at work in a pipeline whose stages demand fields.</summary>
    private sealed class Desk(IServiceProvider services, IReadOnlyDictionary<string, Guid> stages)
    {
        public RecordStore Store { get; } = services.GetRequiredService<RecordStore>();

        public StageQuestions Questions { get; } = services.GetRequiredService<StageQuestions>();

        public IReadOnlyDictionary<string, Guid> Stages { get; } = stages;

        public static async Task<Desk> AtAsync(IServiceProvider services, params (string Stage, string[] Fields)[] demands)
        {
            var draft = Draft(await PipelineAsync(services));
            if (demands.Length > 0)
                await services.GetRequiredService<ChangePipeline>().RunAsync(draft with
                {
                    Stages = [.. draft.Stages.Select(s => demands.FirstOrDefault(d => d.Stage == s.Name) is { Fields: { } fields } ? s with { Demands = ValueSet.Of(fields) } : s)],
                }, Ct);
            return new Desk(services, (await PipelineAsync(services)).Stages.ToDictionary(s => s.Name, s => s.Id));
        }

        public static async Task<Pipeline> PipelineAsync(IServiceProvider services) =>
            (await services.GetRequiredService<SchemaSource>().GetAsync(Ct)).PipelinesOf("deals").First();

        public static PipelineDraft Draft(Pipeline pipeline) => new(pipeline.Id, pipeline.RecordType, pipeline.Name,
            [.. pipeline.Stages.Select(s => new StageDraft(s.Id, s.Name, s.Colour, s.Probability, s.Outcome, s.NormDays, s.MostRecords, ValueSet.Of(s.RequiredFields)))]);

        public async Task<Guid> DealAsync(string name, string stage, params (string, object?)[] more) =>
            (await Store.CreateAsync("deals", Values([("name", name), ("stage", Stages[stage]), .. more]), Ct)).Value.Id;

        public Task<Outcome<WriteResult>> MoveAsync(Guid deal, string stage, params (string, object?)[] more) => EditAsync(deal, [("stage", Stages[stage]), .. more]);

        public Task<Outcome<WriteResult>> EditAsync(Guid deal, params (string, object?)[] values) => Store.UpdateAsync("deals", deal, Values(values), null, Ct);

        public async Task<object?> ValueAsync(Guid deal, string field)
        {
            var fields = (await services.GetRequiredService<SchemaSource>().GetAsync(Ct))["deals"].Fields;
            var row = await services.GetRequiredService<RecordReader>().FindAsync("deals", deal, Ct);
            return row!.Values[fields.Index().First(f => f.Item.Name == field).Index];
        }

        public Dictionary<string, object?> Values(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);
    }
}
