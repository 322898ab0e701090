namespace Crm.Web.Activities.Notifications;

/// <summary>Marks the resource family of the inbox and of what one wants to be told.</summary>
public sealed class InboxTexts;
