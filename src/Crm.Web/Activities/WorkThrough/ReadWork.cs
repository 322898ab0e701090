using System.Globalization;
using Crm.Core.Activities.Days;
using Crm.Core.Records;
using Crm.Core.Records.Schema;
using Crm.Web.Activities.MyDay;
using Crm.Web.Records;
using Crm.Web.Records.Lists;
using Crm.Web.Records.Pages;

namespace Crm.Web.Activities.WorkThrough;

/// <summary>
/// Brings one item after another of what is worked through: one's day, what is without a next step, or any list. Nothing is held
/// in between but the place in the order, so that what others finish meanwhile is passed over.
/// </summary>
public sealed class ReadWork(
    DayAgenda day, WithoutNextStep idle, RecordReader reader, SchemaSource schemas, ListViews views, RecordLabels labels, CursorText cursors)
{
    /// <summary>The item at a place; null at the end.</summary>
    public async Task<WorkItem?> FindAsync(WorkPlace place, CancellationToken ct) => place.Through switch
    {
        WorkPlace.Day => await DayAsync(place.After, ct),
        WorkPlace.Idle => await IdleAsync(place.After, ct),
        _ => await ListAsync(place, ct),
    };

    /// <summary>How many there are to begin with.</summary>
    public async Task<int> CountAsync(WorkPlace place, CancellationToken ct) => place.Through switch
    {
        WorkPlace.Day => await day.CountToDoAsync(await DueAsync(ct), ct),
        WorkPlace.Idle => await idle.CountAsync(ct),
        _ => await QueryAsync(place.Through, ct) is { } query && await reader.PageAsync(query with { Take = 1, Columns = [], Count = true }, ct) is { Succeeded: true } page ? page.Value.Count ?? 0 : 0,
    };

    /// <summary>The type of the list that is worked through; null for one's day and for addresses that are no list.</summary>
    public async Task<TenantType?> ListTypeAsync(string through, CancellationToken ct) =>
        through.StartsWith('/') && (await schemas.GetAsync(ct)).Find(through[1..].Split('?', '/')[0]) is { } type && ListTrail.Of(through, type.Name) is not null ? type : null;

    private async Task<WorkItem?> DayAsync(string? after, CancellationToken ct)
    {
        if (await day.PageAsync(await DueAsync(ct), DayMark.Parse(after), 1, true, ct) is not [var item])
            return null;
        var schema = await schemas.GetAsync(ct);
        var link = new RecordLink(item.Type, item.Id);
        var isSeen = item.About is { } about && (await reader.TitlesAsync(about.Type, [about.Id], ct)).Count > 0;
        var isLate = item.Day < await day.TodayAsync(ct);
        var time = item.HasTime ? TimeZoneInfo.ConvertTimeFromUtc(item.Moment, labels.Format.Zone).ToString("t", CultureInfo.CurrentCulture) : "";
        return new WorkItem(link, isSeen ? item.About!.Value : link, item.Title, schema[item.Type].Type.Icon, $"{DayText.Short(item.Day)} {time}".TrimEnd(), isLate, true, item.Mark.ToString());
    }

    private async Task<WorkItem?> IdleAsync(string? after, CancellationToken ct)
    {
        if (await idle.PageAsync(after, 1, ct) is not [var found])
            return null;
        var link = new RecordLink(found.Type.Name, found.Row.Id);
        return new WorkItem(link, link, found.Row.Values[0]?.ToString() ?? "", found.Type.Type.Icon, null, false, false, found.Mark);
    }

    private async Task<WorkItem?> ListAsync(WorkPlace place, CancellationToken ct)
    {
        if (await ListTypeAsync(place.Through, ct) is not { } type || await QueryAsync(place.Through, ct) is not { } query)
            return null;
        var after = place.After is null ? null : cursors.Read(place.After, place.Through);
        var page = await reader.PageAsync(query with { Take = 1, Columns = [type.TitleField.Name], After = after }, ct);
        if (!page.Succeeded || page.Value.Rows is not [var row] || page.Value.End is not { } end || cursors.Write(end, place.Through) is not { } mark)
            return null;
        var link = new RecordLink(type.Name, row.Id);
        return new WorkItem(link, link, row.Values[0]?.ToString() ?? "", type.Type.Icon, null, false, false, mark);
    }

    private async Task<RecordQuery?> QueryAsync(string through, CancellationToken ct) =>
        await ListTypeAsync(through, ct) is { } type ? ListTrail.Of(through, type.Name)!.Query(type, await views.OfAsync(type, ct)) : null;

    private async Task<DaySpan> DueAsync(CancellationToken ct) => new(null, await day.TodayAsync(ct));
}
