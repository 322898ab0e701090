using Crm.Core.Records.Changes;

namespace Crm.Web.Records.Pages;

/// <summary>What stands in one place of a timeline: one item, or several small changes by one person folded together.</summary>
public sealed record TimelineFold(IReadOnlyList<TimelineItem> Items)
{
    public TimelineItem First => Items[0];

    public bool IsFolded => Items.Count > 1;

    /// <summary>
    /// Folds edits that follow one another, by one person and with nothing in between. What stands out (an entry, another
    /// action, whatever <paramref name="standsAlone"/> says) is never folded away.
    /// </summary>
    public static IReadOnlyList<TimelineFold> Of(IEnumerable<TimelineItem> items, Func<HistoryEntry, bool> standsAlone)
    {
        var folds = new List<List<TimelineItem>>();
        foreach (var item in items)
            if (folds.Count > 0 && Folds(folds[^1][0], standsAlone) && Folds(item, standsAlone)
                && folds[^1][0].Who == item.Who && folds[^1][0].Change!.Cause == item.Change!.Cause)
                folds[^1].Add(item);
            else
                folds.Add([item]);
        return [.. folds.Select(f => new TimelineFold(f))];
    }

    private static bool Folds(TimelineItem item, Func<HistoryEntry, bool> standsAlone) =>
        item.Change is { Action: ChangeAction.Updated } change && !standsAlone(change);
}
