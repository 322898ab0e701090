using System.Globalization;
using Crm.Core.Activities;
using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Web.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Activities.Notifications;

/// <summary>Says a notification in its reader's words, in the inbox and where it arrives.</summary>
public sealed class NotificationText(IStringLocalizer<InboxTexts> texts, RecordLabels labels)
{
    public string Say(InboxItem item, TenantSchema schema)
    {
        var (who, title, type) = (item.ByName ?? texts["somebody"].Value, Title(item), TypeOf(item, schema)?.Type);
        return item.Kind switch
        {
            NotificationKind.Mention => texts["say.mention", who, title],
            NotificationKind.Assigned => texts["say.assigned", who, type is null ? "" : labels.One(type), title],
            NotificationKind.AssignedMany => texts["say.assigned-many", who, item.Arguments.ElementAtOrDefault(1) ?? "", type is null ? "" : labels.Counted(type)],
            NotificationKind.Reminder => texts["say.reminder", title],
            _ => texts["say.due", title],
        };
    }

    /// <summary>The same at the moment at which it comes: a reminder says its time, and whether it is late.</summary>
    public string Announce(InboxItem item, TenantSchema schema) =>
        item.Kind == NotificationKind.Reminder && item.Arguments is [_, var at, ..] && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? texts[item.Arguments.Contains(SettleReminders.Late) ? "remind-late" : "remind", Title(item), FieldKinds.DateTime.Format(moment, labels.Format)]
            : Say(item, schema);

    /// <summary>Where it leads; null where there is nothing to see any more.</summary>
    public static string? Address(InboxItem item, TenantSchema schema) => item.About is { } about ? $"/{about}"
        : item.Kind is NotificationKind.AssignedMany && TypeOf(item, schema) is { } type ? $"/{type.Name}?view=all&filter={Uri.EscapeDataString("owner eq 'me'")}&sort=-changedAt" : null;

    public static string Icon(InboxItem item) => item.Kind switch
    {
        NotificationKind.Mention => "note",
        NotificationKind.Assigned or NotificationKind.AssignedMany => "person",
        _ => "clock",
    };

    private static string Title(InboxItem item) => Mentions.Plain(item.Title?.Split('\n')[0] ?? "");

    private static TenantType? TypeOf(InboxItem item, TenantSchema schema) => (item.About?.Type ?? item.Arguments.ElementAtOrDefault(0)) is { } name ? schema.Find(name) : null;
}
