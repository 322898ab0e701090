using Crm.Core.Customization.Pipelines;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

public sealed class PipelineTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Removing_a_stage_moves_its_deals_and_undoing_it_brings_stage_and_deals_back(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var pipeline = await PipelineAsync(scope.ServiceProvider);
        var (proposal, engaging) = (Stage(pipeline, "Proposal"), Stage(pipeline, "Engaging"));
        var deals = await DealsAsync(scope.ServiceProvider, proposal.Id, 205);
        var remove = scope.ServiceProvider.GetRequiredService<RemoveStage>();

        Assert.Equal(205, await remove.HeldAsync(proposal.Id, Ct));
        Assert.Equal("stage-in-use", Assert.Single((await remove.RunAsync(proposal.Id, null, Ct)).Refusals).Code);
        var removal = (await remove.RunAsync(proposal.Id, engaging.Id, Ct)).Value;

        Assert.Equal(205, removal.Moved);
        Assert.DoesNotContain((await PipelineAsync(scope.ServiceProvider)).Stages, s => s.Id == proposal.Id);
        Assert.Equal(205, await CountInAsync(scope.ServiceProvider, engaging.Id));

        var undone = (await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(removal.ChangeSetId, Ct)).Value;
        Assert.Equal((205, 0), (undone.Undone, undone.KeptBecauseChanged));
        Assert.Contains((await PipelineAsync(scope.ServiceProvider)).Stages, s => s.Name == "Proposal");
        Assert.Equal(deals, await CountInAsync(scope.ServiceProvider, proposal.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task A_stage_whose_deals_are_in_the_recycle_bin_can_go(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var negotiation = Stage(await PipelineAsync(scope.ServiceProvider), "Negotiation");
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var deal = (await store.CreateAsync("deals", new Dictionary<string, object?> { ["name"] = "Konex", ["stage"] = negotiation.Id }, Ct)).Value.Id;
        await store.DeleteAsync("deals", deal, Ct);

        var removed = await scope.ServiceProvider.GetRequiredService<RemoveStage>().RunAsync(negotiation.Id, null, Ct);

        Assert.Equal(0, removed.Value.Moved);
        Assert.True((await store.RestoreAsync("deals", deal, Ct)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task A_removed_pipeline_sends_its_won_deals_to_the_won_stage_of_the_other(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var sales = await PipelineAsync(scope.ServiceProvider);
        var remove = scope.ServiceProvider.GetRequiredService<RemovePipeline>();
        Assert.Equal("pipeline-last", Assert.Single((await remove.RunAsync(sales.Id, null, Ct)).Refusals).Code);
        var renewals = (await scope.ServiceProvider.GetRequiredService<ChangePipeline>().RunAsync(Renewals, Ct)).Value;
        await DealsAsync(scope.ServiceProvider, Stage(sales, "Won").Id, 2);
        await DealsAsync(scope.ServiceProvider, Stage(sales, "Engaging").Id, 3);
        var other = await PipelineAsync(scope.ServiceProvider, renewals);

        var removal = (await remove.RunAsync(sales.Id, Stage(other, "Due").Id, Ct)).Value;

        Assert.Equal(5, removal.Moved);
        Assert.Equal((2, 3), (await CountInAsync(scope.ServiceProvider, Stage(other, "Renewed").Id), await CountInAsync(scope.ServiceProvider, Stage(other, "Due").Id)));
        Assert.Equal("Renewals", Assert.Single((await SchemaAsync(scope.ServiceProvider)).Pipelines).Name);
        Assert.Equal(5, (await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(removal.ChangeSetId, Ct)).Value.Undone);
        Assert.Equal(2, (await SchemaAsync(scope.ServiceProvider)).Pipelines.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_pipeline_keeps_its_rules(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var change = scope.ServiceProvider.GetRequiredService<ChangePipeline>();
        var present = DraftOf(await PipelineAsync(scope.ServiceProvider));
        async Task<IEnumerable<string>> Refused(PipelineDraft draft) => (await change.RunAsync(draft, Ct)).Refusals.Select(r => r.Code);

        Assert.Equal(["stage-won-one"], await Refused(Renewals with { Stages = [.. Renewals.Stages.Where(s => s.Outcome != StageOutcome.Won)] }));
        Assert.Equal(["stage-open-missing"], await Refused(Renewals with { Stages = [.. Renewals.Stages.Where(s => s.Outcome != StageOutcome.Open)] }));
        Assert.Equal(["stage-name-taken"], await Refused(Renewals with { Stages = [new(null, "renewed", "teal", 5, StageOutcome.Open), .. Renewals.Stages] }));
        Assert.Equal(["stage-probability", "stage-colour"], await Refused(Renewals with { Stages = [new(null, "Odd", "pink", 101, StageOutcome.Open), .. Renewals.Stages] }));
        Assert.Equal(["name-blank"], await Refused(Renewals with { Name = " " }));
        Assert.Equal(["pipeline-name-taken"], await Refused(Renewals with { Name = "sales" }));
        Assert.Equal(["stage-left-out"], await Refused(present with { Stages = [.. present.Stages.Skip(1)] }));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_deals_keep_their_probability_when_their_stage_gets_another(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var pipeline = await PipelineAsync(scope.ServiceProvider);
        var engaging = Stage(pipeline, "Engaging");
        await DealsAsync(scope.ServiceProvider, engaging.Id, 1);
        var draft = DraftOf(pipeline);

        await scope.ServiceProvider.GetRequiredService<ChangePipeline>().RunAsync(
            draft with { Stages = [.. draft.Stages.Select(s => s.Id == engaging.Id ? s with { Name = "In talks", Probability = 45 } : s).Reverse()] }, Ct);
        await DealsAsync(scope.ServiceProvider, engaging.Id, 1);

        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        Assert.Equal([30, 45], await db.Set<Deal>().OrderBy(d => d.Id).Select(d => d.Probability).ToListAsync(Ct));
        var saved = await PipelineAsync(scope.ServiceProvider);
        Assert.Equal("Lost", saved.Stages[0].Name);
        Assert.Equal("In talks", saved.Stages.Single(s => s.Id == engaging.Id).Name);
    }

    [Theory, OnEveryDatabase]
    public async Task A_stage_that_holds_deals_keeps_its_outcome(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var pipeline = await PipelineAsync(scope.ServiceProvider);
        await DealsAsync(scope.ServiceProvider, Stage(pipeline, "Won").Id, 1);
        var draft = DraftOf(pipeline);
        var swapped = draft with { Stages = [.. draft.Stages.Select(s => s.Name switch { "Won" => s with { Outcome = StageOutcome.Open }, "Negotiation" => s with { Outcome = StageOutcome.Won }, _ => s })] };

        var change = await scope.ServiceProvider.GetRequiredService<ChangePipeline>().RunAsync(swapped, Ct);

        Assert.Equal("stage-outcome-in-use", Assert.Single(change.Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_may_not_customize_is_refused(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Kary Hendrixson", "member"));
        await using var scope = acme.As(seller);
        var pipeline = await PipelineAsync(scope.ServiceProvider);

        var changed = await scope.ServiceProvider.GetRequiredService<ChangePipeline>().RunAsync(Renewals, Ct);
        var removed = await scope.ServiceProvider.GetRequiredService<RemoveStage>().RunAsync(Stage(pipeline, "Proposal").Id, null, Ct);
        var ordered = await scope.ServiceProvider.GetRequiredService<OrderPipelines>().RunAsync("deals", [pipeline.Id], Ct);

        Assert.All([changed.Refusals, removed.Refusals, ordered.Refusals], refusals => Assert.Equal("not-permitted", Assert.Single(refusals).Code));
        Assert.Equal(6, (await PipelineAsync(scope.ServiceProvider)).Stages.Count);
    }

    private static PipelineDraft Renewals => new(null, "deals", "Renewals",
    [
        new(null, "Due", "slate", 50, StageOutcome.Open),
        new(null, "Renewed", "green", 100, StageOutcome.Won),
        new(null, "Left", "red", 0, StageOutcome.Lost),
    ]);

    private static PipelineDraft DraftOf(Pipeline pipeline) => new(pipeline.Id, pipeline.RecordType, pipeline.Name,
        [.. pipeline.Stages.Select(s => new StageDraft(s.Id, s.Name, s.Colour, s.Probability, s.Outcome, s.NormDays, s.MostRecords, ValueSet.Of(s.RequiredFields)))]);

    private static Stage Stage(Pipeline pipeline, string name) => pipeline.Stages.Single(s => s.Name == name);

    private static Task<TenantSchema> SchemaAsync(IServiceProvider services) => services.GetRequiredService<SchemaSource>().GetAsync(Ct);

    private static async Task<Pipeline> PipelineAsync(IServiceProvider services, Guid? id = null) =>
        (await SchemaAsync(services)).Pipelines.First(p => id is null || p.Id == id);

    private static async Task<int> DealsAsync(IServiceProvider services, Guid stage, int count)
    {
        var written = await services.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("deals", [.. Enumerable.Range(1, count)
            .Select(i => RecordWrite.Create(new Dictionary<string, object?> { ["name"] = $"Deal {i}", ["stage"] = stage }))]), Ct);
        return written.Value.Results.Count(r => r.Succeeded);
    }

    private static async Task<int> CountInAsync(IServiceProvider services, Guid stage)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Deal>().CountAsync(d => d.StageId == stage, Ct);
    }
}
