using Crm.Core.Records.Changes;

namespace Crm.Web.Records.Boards;

/// <summary>Gathers the news of a moment, so that an import of thousands makes a few readings and not thousands.</summary>
internal sealed class BoardNews
{
    /// <summary>How long a board gathers before it reads.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    private readonly HashSet<Guid> ids = [];
    private bool isOfMany;
    private bool isOfActivities;
    private bool isAwaited;

    /// <summary>Takes a piece of news. True when nobody waits for the end of the moment yet.</summary>
    public bool Hear(RecordsChanged changed, bool isActivity)
    {
        isOfActivities |= isActivity;
        if (!isActivity)
        {
            ids.UnionWith(changed.Ids);
            isOfMany |= changed.Ids.Count == 0;
        }
        return !isAwaited && (isAwaited = true);
    }

    /// <summary>What was heard: null ids for no record, an empty list for any.</summary>
    public (IReadOnlyList<Guid>? Ids, bool Activities) Take()
    {
        (IReadOnlyList<Guid>?, bool) heard = (isOfMany ? [] : ids.Count > 0 ? [.. ids] : null, isOfActivities);
        ids.Clear();
        (isOfMany, isOfActivities, isAwaited) = (false, false, false);
        return heard;
    }
}
