using Crm.Core.Records.Schema;

namespace Crm.Core.Records.Pipelines;

/// <summary>A field that a stage asks for and that a record has not filled.</summary>
public sealed record StageQuestion(Field Field, bool IsRequired);

/// <summary>
/// What a person is to be asked before a record may come into a stage: nothing when everything that the stage demands is
/// there, else the demanded fields first and then those that are merely worth a question.
/// </summary>
public sealed class StageQuestions(SchemaSource schemas, RecordReader reader)
{
    public async Task<IReadOnlyList<StageQuestion>> RunAsync(string typeName, Guid id, Guid stageId, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        if (schema.Find(typeName) is not { } type || schema.Stage(stageId) is not { RequiredFields.Count: > 0 } stage
            || await reader.FindAsync(typeName, id, ct) is not { } record)
            return [];
        var demanded = StageDemands.Of(type, stage).ToHashSet();
        var empty = type.Fields.Index().Where(f => record.Values[f.Index] is null).Select(f => f.Item).ToHashSet();
        return empty.Overlaps(demanded)
            ? [.. StageDemands.Questions(type, stage).Where(empty.Contains).Select(f => new StageQuestion(f, demanded.Contains(f)))]
            : [];
    }
}
