namespace Crm.Web.Tenancy;

/// <summary>Marks the resource family of the pages that stand in for a page that cannot be shown.</summary>
public sealed class NoticeTexts;
