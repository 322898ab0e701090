namespace Crm.Web.Shell;

/// <summary>A message at the edge of the screen; with a change set it offers to undo it.</summary>
public sealed record Toast(Guid Id, string Text, bool IsError, Guid? ChangeSetId);

/// <summary>Messages of this circuit. The shell shows them, carries out the undo and takes them away again.</summary>
public sealed class Toasts
{
    private readonly List<Toast> shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => shown;

    public void Say(string text, Guid? undo = null) => Add(new Toast(Crm.Core.Shared.Ids.Next(), text, false, undo));

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
