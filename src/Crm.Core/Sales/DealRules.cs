using Crm.Core.Records;
using Crm.Core.Shared;

namespace Crm.Core.Sales;

/// <summary>A deal always stands in a stage: a new one begins in the first stage of the first pipeline.</summary>
internal sealed class NewDealsBeginInTheFirstStage : RecordRule<Deal>
{
    public override int Order => -10;

    public override void BeforeSave(Deal deal, RecordWriteContext write)
    {
        if (write.IsNew && !write.Touches("stage") && write.Schema.PipelinesOf(DealType.TypeName).FirstOrDefault()?.Stages is [var first, ..])
            deal.StageId = first.Id;
    }
}

/// <summary>The chance of winning follows the stage until a person judges otherwise; won is 100, lost is 0, always.</summary>
internal sealed class ProbabilityFollowsStage : RecordRule<Deal>
{
    public override void BeforeSave(Deal deal, RecordWriteContext write)
    {
        if (write.Schema.Stage(deal.StageId) is not { } stage)
            return;
        if (stage.Outcome != StageOutcome.Open || ((write.Changes("stage") || write.IsNew) && !write.Touches("probability")))
            deal.Probability = stage.Outcome switch { StageOutcome.Won => 100, StageOutcome.Lost => 0, _ => stage.Probability };
    }
}

/// <summary>A won or lost deal has a day of closing, an open one has none; the length of its cycle follows.</summary>
internal sealed class ClosingDayFollowsStage : RecordRule<Deal>
{
    public override void BeforeSave(Deal deal, RecordWriteContext write)
    {
        if (write.Schema.Stage(deal.StageId) is not { } stage)
            return;
        if (stage.Outcome == StageOutcome.Open)
        {
            if (write.Touches("closedOn") && deal.ClosedOn is not null)
                write.Refuse("open-deal-has-no-closing-day", "closedOn", stage.Name);
            deal.ClosedOn = null;
        }
        else
        {
            deal.ClosedOn ??= write.Today;
        }
        if (deal is { StartedOn: { } start, ClosedOn: { } end } && end < start)
            write.Refuse("closed-before-it-began", "closedOn");
        deal.CycleDays = deal is { StartedOn: { } from, ClosedOn: { } until } ? until.DayNumber - from.DayNumber : null;
    }
}

/// <summary>When a deal came into its stage is known, so that boards can show how long it has stood there.</summary>
internal sealed class StageSinceIsKept : RecordRule<Deal>
{
    public override void BeforeSave(Deal deal, RecordWriteContext write)
    {
        if (write.IsNew || write.Changes("stage"))
            deal.StageSince = write.Now;
    }
}

/// <summary>A deal has a reason only for the end that it came to; one that is opened again has none, and no competitor who took it.</summary>
internal sealed class ReasonsFollowOutcome : RecordRule<Deal>
{
    /// <summary>Before the day of closing goes, which tells that it was closed.</summary>
    public override int Order => -5;

    public override void BeforeSave(Deal deal, RecordWriteContext write)
    {
        if (write.Schema.Stage(deal.StageId) is not { } stage)
            return;
        deal.WonReason = stage.Outcome == StageOutcome.Won ? deal.WonReason : Without("wonReason", deal.WonReason, StageOutcome.Won, write);
        deal.LostReason = stage.Outcome == StageOutcome.Lost ? deal.LostReason : Without("lostReason", deal.LostReason, StageOutcome.Lost, write);
        if (stage.Outcome == StageOutcome.Open && deal.ClosedOn is not null && write.Changes("stage") && !write.Touches("competitor"))
            deal.Competitor = null;
    }

    private static string? Without(string field, string? reason, StageOutcome outcome, RecordWriteContext write)
    {
        if (reason is not null && write.Changes(field))
            write.Refuse(outcome == StageOutcome.Won ? "deal-not-won" : "deal-not-lost", field);
        return null;
    }
}
