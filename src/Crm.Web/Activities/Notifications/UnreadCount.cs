using Crm.Core.Activities.Notifications;

namespace Crm.Web.Activities.Notifications;

/// <summary>How many notifications wait, for every place of this circuit that says so: asked once, told to all.</summary>
public sealed class UnreadCount(Inbox inbox)
{
    public event Action? Changed;

    public int Number { get; private set; }

    /// <summary>"7", "99+"; empty for none.</summary>
    public string Text => Number switch { 0 => "", >= Inbox.CountLimit => "99+", _ => Number.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public async Task AskAsync(CancellationToken ct)
    {
        var now = await inbox.UnreadAsync(ct);
        if (now == Number)
            return;
        Number = now;
        Changed?.Invoke();
    }
}
