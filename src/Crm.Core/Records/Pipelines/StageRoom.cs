using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Pipelines;

/// <summary>A stage that holds as many records as it may.</summary>
public sealed record FullStage(Stage Stage, int Count);

/// <summary>
/// Whether another record has room in a stage; null when it has. All records count, also those that the actor may not see: a
/// limit is about the work in hand, not about who looks.
/// </summary>
public sealed class StageRoom(ICrmDbFactory dbs, SchemaSource schemas)
{
    public async Task<FullStage?> RunAsync(string typeName, Guid stageId, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        if (schema.Find(typeName) is not { } type || schema.Stage(stageId) is not { MostRecords: { } most } stage || type.Fields.FirstOrDefault(f => f.Kind is StageKind) is not { } field)
            return null;
        await using var db = dbs.Open();
        var there = await type.Type.Do(new Counting(db, field, stageId, ct));
        return there >= most ? new FullStage(stage, there) : null;
    }

    internal static Task<int> CountAsync<T>(ICrmDb db, Field field, Guid stageId, CancellationToken ct) where T : Record
    {
        // A member of an object becomes a parameter in SQL, a constant would not.
        var wanted = Expression.Convert(Expression.Property(Expression.Constant(new Wanted(stageId)), nameof(Wanted.Id)), field.Value.ReturnType);
        return db.Set<T>().AsNoTracking().CountAsync(Expression.Lambda<Func<T, bool>>(Expression.Equal(field.Value.Body, wanted), field.Value.Parameters), ct);
    }

    private sealed record Wanted(Guid Id);

    private sealed class Counting(ICrmDb db, Field field, Guid stageId, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public Task<int> Run<T>(RecordType<T> type) where T : Record => CountAsync<T>(db, field, stageId, ct);
    }
}
