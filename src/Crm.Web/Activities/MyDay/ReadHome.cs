using System.Globalization;
using Crm.Core.Activities;
using Crm.Core.Activities.Days;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Web.Analytics;
using Crm.Web.Records;

namespace Crm.Web.Activities.MyDay;

/// <summary>Reads Home for the acting member.</summary>
public sealed class ReadHome(
    DayAgenda day, WithoutNextStep idle, RecordReader reader, SchemaSource schemas, CurrentActor actors, RecordTitles titles, RecordLabels labels, FigureText figures, TimeProvider clock)
{
    public const int IdlePage = 8;
    private const int OverduePage = 12;
    private const int ComingPage = 40;
    private const int DaysAhead = 7;

    public async Task<HomeView> RunAsync(CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        var today = await day.TodayAsync(ct);
        var past = new DaySpan(null, today.AddDays(-1));
        var overdue = await day.PageAsync(past, null, OverduePage, true, ct);
        var coming = await day.PageAsync(new DaySpan(today, today.AddDays(DaysAhead)), null, ComingPage, false, ct);
        var names = await titles.OfAsync(overdue.Concat(coming).Select(i => i.About).OfType<RecordLink>(), ct);
        var items = overdue.Concat(coming).Select(i => new HomeItem(i, schema[i.Type].Type.Icon, When(i, today), i.About is { } about ? names.GetValueOrDefault(about) : null)).ToList();
        return new HomeView(
            actor.Name, TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, labels.Format.Zone),
            await StepsAsync(schema, actor, ct), await FiguresAsync(schema, actor, ct),
            [.. items.Where(i => i.Item.Day < today)], await day.CountToDoAsync(new DaySpan(null, today), ct), overdue.Count < OverduePage ? overdue.Count : await day.CountToDoAsync(past, ct),
            [.. items.Where(i => i.Item.Day == today)], [.. items.Where(i => i.Item.Day > today)],
            await IdleAsync(null, ct), await idle.CountAsync(ct), actor.May(schema[TaskType.TypeName].Type, RecordAction.Create));
    }

    /// <summary>The next records without a next step.</summary>
    public async Task<IReadOnlyList<IdleLine>> IdleAsync(string? after, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        return [.. (await idle.PageAsync(after, IdlePage, ct)).Select(i => Line(i, schema))];
    }

    private IdleLine Line(IdleRecord found, TenantSchema schema)
    {
        var (state, tone, amount) = ((string?)null, "mut", (string?)null);
        foreach (var (i, field) in found.Columns.Index().Skip(1).Where(c => c.Item.Name != "createdAt"))
            switch (found.Row.Values[i])
            {
                case RecordRef stage when field.Kind is StageKind:
                    (state, tone) = (stage.Title, ValueMarkup.Tone(schema.Stage(stage.Id)?.Colour ?? ""));
                    break;
                case string choice when field.Kind is ChoiceKind:
                    (state, tone) = (labels.Choice(found.Type.Type, field, choice), ValueMarkup.Tone(field.Choices.FirstOrDefault(c => c.Value == choice)?.Colour ?? ""));
                    break;
                case Money money:
                    amount = labels.Show(found.Type.Type, field, money);
                    break;
            }
        return new IdleLine(new RecordLink(found.Type.Name, found.Row.Id), found.Type.Type.Icon, found.Row.Values[0]?.ToString() ?? "", state, tone, amount, found.Mark);
    }

    private string When(DayItem item, DateOnly today)
    {
        var time = item.HasTime ? TimeZoneInfo.ConvertTimeFromUtc(item.Moment, labels.Format.Zone).ToString("t", CultureInfo.CurrentCulture) : "";
        return item.Day == today ? time : $"{DayText.Short(item.Day)} {time}".TrimEnd();
    }

    private async Task<IReadOnlyList<FirstStep>> StepsAsync(TenantSchema schema, Actor actor, CancellationToken ct)
    {
        var steps = new List<FirstStep>();
        if (schema.Find(CompanyType.TypeName) is { } companies && actor.May(companies.Type, RecordAction.Import))
            steps.Add(new FirstStep("import", $"/import/{companies.Name}", "upload", await HoldsAsync(companies.Name, 1, ct)));
        if (actor.Has(AdminRight.ManageMembers))
            steps.Add(new FirstStep("invite", "/settings/members", "team", await HoldsAsync("members", 2, ct)));
        if (schema.Find(DealType.TypeName) is { } deals && actor.May(deals.Type, RecordAction.Create))
            steps.Add(new FirstStep("deal", $"/{deals.Name}/new", "deal", await HoldsAsync(deals.Name, 1, ct)));
        return steps.All(s => s.IsDone) ? [] : steps;
    }

    private async Task<bool> HoldsAsync(string type, int atLeast, CancellationToken ct) =>
        await reader.PageAsync(new RecordQuery(type) { Columns = [], Take = atLeast }, ct) is { Succeeded: true } page && page.Value.Rows.Count >= atLeast;

    private async Task<IReadOnlyList<HomeFigure>> FiguresAsync(TenantSchema schema, Actor actor, CancellationToken ct)
    {
        var shown = new List<HomeFigure>();
        foreach (var (name, type, filter, sum) in Asked)
        {
            if (schema.Find(type) is not { } known || !actor.May(known.Type, RecordAction.View))
                continue;
            var page = await reader.PageAsync(new RecordQuery(type) { Filter = FilterText.Parse(filter).Value, Columns = [], Take = 1, Count = true, Totals = sum is null ? [] : [sum] }, ct);
            if (!page.Succeeded)
                continue;
            var count = figures.Count(page.Value.Count ?? 0) + (page.Value.CountIsExact ? "" : "+");
            shown.Add(new HomeFigure(name, sum is null ? count : figures.Short(page.Value.Totals[sum]), sum is null ? null : count,
                $"/{type}?view=all&filter={Uri.EscapeDataString(filter)}", sum is null && page.Value.Count > 0));
        }
        return shown;
    }

    private static readonly (string Name, string Type, string Filter, string? Sum)[] Asked =
    [
        ("overdue", TaskType.TypeName, "owner eq 'me' and doneAt empty and dueOn within 'past'", null),
        ("open", DealType.TypeName, "owner eq 'me' and stage eq 'open'", "amount"),
        ("closing", DealType.TypeName, "owner eq 'me' and stage eq 'open' and expectedCloseOn within 'this-month'", "amount"),
        ("won", DealType.TypeName, "owner eq 'me' and stage eq 'won' and closedOn within 'this-quarter'", "amount"),
    ];
}
