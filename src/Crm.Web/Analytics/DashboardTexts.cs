namespace Crm.Web.Analytics;

/// <summary>Marks the resource family of dashboards, the definitions of their figures included.</summary>
public sealed class DashboardTexts;
