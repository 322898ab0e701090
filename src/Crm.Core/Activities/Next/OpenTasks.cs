using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Next;

/// <summary>Something open that is to be done about a record; <paramref name="MayEdit"/> says whether the reader may tick it off.</summary>
public sealed record OpenTask(Guid Id, string Title, DateOnly? DueOn, bool MayEdit);

/// <summary>What is to be done about one record, the most urgent first; those without a day last.</summary>
public sealed class OpenTasks(ICrmDbFactory dbs, RecordReader reader, SchemaSource schemas, CurrentActor actors)
{
    private const int Most = 20;

    /// <summary>Whether the reader may note another one.</summary>
    public async Task<bool> MayAddAsync(CancellationToken ct) => (await actors.GetAsync(ct)).May(await TypeAsync(ct), RecordAction.Create);

    public async Task<IReadOnlyList<OpenTask>> RunAsync(RecordLink about, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var tasks = await reader.QueryAsync<TaskItem>(db, new FilterTerm("doneAt", FilterOperator.Empty), ct);
        var (type, actor) = (await TypeAsync(ct), await actors.GetAsync(ct));
        var link = about.ToString();
        return tasks.Succeeded
            ? [.. (await tasks.Value.Where(t => t.About == link).OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.Id).Take(Most)
                .Select(t => new { t.Id, t.Title, t.DueOn, t.OwnerId }).ToListAsync(ct)).Select(t => new OpenTask(t.Id, t.Title, t.DueOn, actor.Permits(type, RecordAction.Edit, t.OwnerId)))]
            : [];
    }

    private async Task<RecordType> TypeAsync(CancellationToken ct) => (await schemas.GetAsync(ct))[TaskType.TypeName].Type;
}
