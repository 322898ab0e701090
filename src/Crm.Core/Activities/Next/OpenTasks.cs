using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Next;

/// <summary>Something open that is to be done about a record.</summary>
public sealed record OpenTask(Guid Id, string Title, DateOnly? DueOn);

/// <summary>What is to be done about one record, the most urgent first; those without a day last.</summary>
public sealed class OpenTasks(ICrmDbFactory dbs, RecordReader reader)
{
    private const int Most = 20;

    public async Task<IReadOnlyList<OpenTask>> RunAsync(RecordLink about, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var tasks = await reader.QueryAsync<TaskItem>(db, new FilterTerm("doneAt", FilterOperator.Empty), ct);
        var link = about.ToString();
        return tasks.Succeeded
            ? [.. (await tasks.Value.Where(t => t.About == link).OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.Id).Take(Most)
                .Select(t => new { t.Id, t.Title, t.DueOn }).ToListAsync(ct)).Select(t => new OpenTask(t.Id, t.Title, t.DueOn))]
            : [];
    }
}
