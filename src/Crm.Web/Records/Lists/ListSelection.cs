using Crm.Core.Records;

namespace Crm.Web.Records.Lists;

/// <summary>What is ticked in a list: certain records, or all that the list's question finds.</summary>
public sealed class ListSelection
{
    private readonly HashSet<Guid> ids = [];

    public IReadOnlySet<Guid> Ids => ids;

    /// <summary>How often the selection has changed.</summary>
    public int Changes { get; private set; }

    /// <summary>The question whose records are all meant; null while only <see cref="Ids"/> are.</summary>
    public RecordQuery? All { get; private set; }

    public bool IsEmpty => All is null && ids.Count == 0;

    public bool Holds(Guid id) => All is not null || ids.Contains(id);

    /// <summary>Turns one record; out of "all" that leaves those of them that are on the screen.</summary>
    public void Toggle(Guid id, IEnumerable<Guid> onScreen)
    {
        if (All is not null)
            ids.UnionWith(onScreen);
        All = null;
        if (!ids.Remove(id))
            ids.Add(id);
        Changes++;
    }

    public void Take(IEnumerable<Guid> wanted)
    {
        Clear();
        ids.UnionWith(wanted);
    }

    public void TakeAll(RecordQuery question)
    {
        Clear();
        All = question;
    }

    public void Clear()
    {
        ids.Clear();
        All = null;
        Changes++;
    }
}
