using Crm.Core.Activities.Calendar;
using Crm.Core.Records.Boards;
using Crm.Core.Shared;

namespace Crm.Core.Activities.Next;

/// <summary>
/// Puts the next task about a record to another day, as a drop on the board by next activity wants it. What is overdue cannot
/// be wished for, and a meeting is agreed with others: both are refused. The result undoes it.
/// </summary>
public sealed class Reschedule(MoveEntry move)
{
    public async Task<Outcome<Guid?>> RunAsync(NextActivity? next, NextWhen to, DateOnly today, CancellationToken ct)
    {
        if (to is NextWhen.None or NextWhen.Overdue)
            return new Refusal("next-not-there");
        if (next is null)
            return new Refusal("next-none");
        if (next.Entry.Type != TaskType.TypeName)
            return new Refusal("next-meeting", null, next.Title);
        return await move.RunAsync(next.Entry, NewTime.On(Day(to, today)), ct);
    }

    /// <summary>Today; the last day of this week on which people work, or Sunday once that is past; Monday after.</summary>
    public static DateOnly Day(NextWhen to, DateOnly today)
    {
        var sunday = NextActivity.EndOfWeek(today);
        return to switch
        {
            NextWhen.Today => today,
            NextWhen.Week => sunday.AddDays(-2) > today ? sunday.AddDays(-2) : sunday,
            _ => sunday.AddDays(1),
        };
    }
}
