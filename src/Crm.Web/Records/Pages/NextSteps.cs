using Crm.Core.Activities.Next;
using Crm.Core.Records;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>What is next on a record: what is to be done, and what is going to happen, the most urgent first.</summary>
public sealed class NextSteps(PlannedActivities planned, RecordReader reader)
{
    private const int Most = 3;

    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(TenantSchema schema, RecordLink about, CancellationToken ct)
    {
        var steps = new List<TimelineEntry>();
        foreach (var next in await planned.AboutAsync(about, Most, ct))
            // Between the two questions an entry may have gone.
            if (await reader.FindAsync(next.Entry.Type, next.Entry.Id, ct) is { } row)
                steps.Add(new TimelineEntry(schema[next.Entry.Type], row, schema[next.Entry.Type].Fields) { Comes = next.Moment });
        return steps;
    }
}
