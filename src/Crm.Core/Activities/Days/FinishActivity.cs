using Crm.Core.Records;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Activities.Days;

/// <summary>Ticks off what was to be done: a task is done now, a planned call reached whom it was for.</summary>
public sealed class FinishActivity(RecordStore store, SchemaSource schemas, TimeProvider clock)
{
    private const string Reached = "reached";

    /// <param name="result">How a call went, a choice of its field; null where it reached whom it was for.</param>
    /// <returns>The change set that undoes it.</returns>
    public async Task<Outcome<Guid?>> RunAsync(RecordLink item, CancellationToken ct, string? result = null)
    {
        var schema = await schemas.GetAsync(ct);
        Dictionary<string, object?>? values = item.Type switch
        {
            TaskType.TypeName => new() { ["doneAt"] = clock.GetUtcNow().UtcDateTime },
            CallType.TypeName => new() { ["result"] = result ?? (schema[item.Type]["result"].Choices is var known && known.Any(c => c.Value == Reached) ? Reached : known[0].Value) },
            _ => null,
        };
        if (values is null)
            return new Refusal("not-to-be-done");
        return (await store.WriteAsync(new WriteBatch(item.Type, [RecordWrite.Update(item.Id, values)]), ct)).AsOneAct();
    }
}
