using Crm.Core.Activities.Days;
using Crm.Core.Records;

namespace Crm.Web.Activities.MyDay;

/// <summary>What Home shows, in its reader's words: read once, and handed from the pre-rendered page to its circuit.</summary>
public sealed record HomeView(
    string Name, DateTime Now, IReadOnlyList<FirstStep> Steps, IReadOnlyList<HomeFigure> Figures, IReadOnlyList<HomeItem> Overdue, int Due, int OverdueCount,
    IReadOnlyList<HomeItem> Today, IReadOnlyList<HomeItem> Coming, IReadOnlyList<IdleLine> Idle, int IdleCount, bool MayPlan);

/// <summary>One of the steps with which a company begins, named in the resources as <c>step.name</c>.</summary>
public sealed record FirstStep(string Name, string Address, string Icon, bool IsDone);

/// <summary>A number that opens the list behind it.</summary>
public sealed record HomeFigure(string Name, string Value, string? Beside, string Address, bool IsBad = false);

/// <param name="Icon">Of the type.</param>
/// <param name="When">The hour, or the day where it is another than today.</param>
public sealed record HomeItem(DayItem Item, string Icon, string When, string? AboutTitle);

/// <param name="State">The stage or status, with the tone of its tag.</param>
public sealed record IdleLine(RecordLink Record, string Icon, string Title, string? State, string Tone, string? Amount, string Mark);
