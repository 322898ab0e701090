namespace Crm.Web.Shell;

/// <summary>A message at the edge of the screen; with a change set, or a way back of its own, it offers to undo.</summary>
public sealed record Toast(Guid Id, string Text, bool IsError, Guid? ChangeSetId, Func<Task>? Back = null);

/// <summary>Messages of this circuit. The shell shows them, carries out the undo and takes them away again.</summary>
public sealed class Toasts
{
    private readonly List<Toast> shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => shown;

    public void Say(string text, Guid? undo = null) => Add(new Toast(Crm.Core.Shared.Ids.Next(), text, false, undo));

    /// <summary>For what is no change of records: says itself how it is undone.</summary>
    public void Say(string text, Func<Task> undo) => Add(new Toast(Crm.Core.Shared.Ids.Next(), text, false, null, undo));

    /// <summary>What went wrong, why, and what to do.</summary>
    public void Warn(string text) => Add(new Toast(Crm.Core.Shared.Ids.Next(), text, true, null));

    public void Dismiss(Guid id)
    {
        if (shown.RemoveAll(t => t.Id == id) > 0)
            Changed?.Invoke();
    }

    private void Add(Toast toast)
    {
        shown.Add(toast);
        if (shown.Count > 3)
            shown.RemoveAt(0);
        Changed?.Invoke();
    }
}
