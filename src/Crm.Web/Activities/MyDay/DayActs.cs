using Crm.Core.Activities.Calendar;
using Crm.Core.Activities.Days;
using Crm.Core.Records;
using Crm.Core.Shared;
using Crm.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Activities.MyDay;

/// <summary>Ticking off and putting off from a page: says what was done, with its undo, or why not.</summary>
public sealed class DayActs(FinishActivity finish, MoveEntry move, Toasts toasts, RefusalText refusals, IStringLocalizer<MyDayTexts> texts)
{
    /// <returns>Whether it was done.</returns>
    public async Task<bool> FinishAsync(RecordLink item, string title, string? result = null) => Announce(await finish.RunAsync(item, default, result), texts["finished", title]);

    /// <returns>Whether it was put off.</returns>
    public async Task<bool> PutOffAsync(RecordLink item, string title, DateOnly day) =>
        Announce(await move.RunAsync(item, NewTime.On(day), default), texts["put-off-to", title, DayText.Short(day)]);

    private bool Announce(Outcome<Guid?> outcome, string done)
    {
        if (outcome.Succeeded)
            toasts.Say(done, outcome.Value);
        else
            toasts.Warn(refusals.Of(outcome.Refusals[0]));
        return outcome.Succeeded;
    }
}
