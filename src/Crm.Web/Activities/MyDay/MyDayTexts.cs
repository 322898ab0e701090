namespace Crm.Web.Activities.MyDay;

/// <summary>Marks the resource family of Home and of working through.</summary>
public sealed class MyDayTexts;
