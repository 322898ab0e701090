using Crm.Core.Records;

namespace Crm.Web.Activities.WorkThrough;

/// <summary>One thing of those that are worked through.</summary>
/// <param name="Item">The task, call or record itself.</param>
/// <param name="Shown">The record shown beside it: what it is about, or itself.</param>
/// <param name="When">The day or hour, where it has one.</param>
/// <param name="IsToDo">Whether it can be ticked off and put off.</param>
/// <param name="Mark">Where to go on behind it.</param>
public sealed record WorkItem(RecordLink Item, RecordLink Shown, string Title, string Icon, string? When, bool IsLate, bool IsToDo, string Mark);
