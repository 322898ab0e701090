using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>What is next on a record: what is to be done, and what is going to happen, the most urgent first.</summary>
public sealed class NextSteps(RecordReader reader, CurrentActor actors, TimeProvider clock)
{
    private const int Most = 3;

    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(TenantSchema schema, RecordLink about, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var steps = new List<TimelineEntry>();
        foreach (var type in Timeline.Types(schema, actor))
        {
            if (TimelineEntry.DoneField(type) is { } done && TimelineEntry.DueField(type) is { } due)
            {
                var open = new FilterTerm(done.Name, FilterOperator.Empty);
                // Databases disagree on where an empty day sorts: the dated come first, by a question of their own.
                var dated = await ReadAsync(type, about, FilterNode.All(open, new FilterTerm(due.Name, FilterOperator.NotEmpty))!, due.Name, Most, ct);
                steps.AddRange(dated);
                if (dated.Count < Most)
                    steps.AddRange(await ReadAsync(type, about, FilterNode.All(open, new FilterTerm(due.Name, FilterOperator.Empty))!, "createdAt", Most - dated.Count, ct));
            }
            else if (TimelineEntry.MomentField(type) is { } moment)
            {
                var now = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
                steps.AddRange(await ReadAsync(type, about, new FilterTerm(moment.Name, FilterOperator.More, now), moment.Name, Most, ct));
            }
        }
        return [.. steps.OrderBy(s => When(s, schema)).Take(Most)];
    }

    private static DateTime When(TimelineEntry step, TenantSchema schema) =>
        step.DueOn is { } day ? TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(17, 0)), schema.Tenant.Zone)
        : TimelineEntry.MomentField(step.Type) is not null ? step.At
        : DateTime.MaxValue;

    private async Task<List<TimelineEntry>> ReadAsync(TenantType type, RecordLink about, FilterNode filter, string sort, int take, CancellationToken ct)
    {
        var fields = type.Fields.Where(f => !f.IsHidden).ToList();
        var page = await reader.PageAsync(new RecordQuery(type.Name)
        {
            Filter = FilterNode.All(new FilterTerm(TimelineEntry.LinkField(type)!.Name, FilterOperator.Equal, about.ToString()), filter),
            Sort = sort,
            Take = take,
            Columns = [.. fields.Select(f => f.Name)],
        }, ct);
        return page.Succeeded ? [.. page.Value.Rows.Take(take).Select(r => new TimelineEntry(type, r, fields))] : [];
    }
}
