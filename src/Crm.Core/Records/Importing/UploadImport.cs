using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing;

/// <summary>Puts an uploaded file away and opens a draft of an import for it.</summary>
public sealed class UploadImport(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, IFileStore files, TimeProvider clock)
{
    public const long MostBytes = 1L << 30;

    public async Task<Outcome<ImportRun>> RunAsync(string recordType, string fileName, Stream content, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(recordType) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, recordType);
        if (!actor.May(type.Type, RecordAction.Import) || actor.MemberId is not { } member)
            return new Refusal("not-permitted");
        StoredFile stored;
        try
        {
            stored = await files.SaveAsync(content, MostBytes, ct);
        }
        catch (FileTooLargeException)
        {
            return new Refusal(ImportRefusal.FileTooLarge, null, MostBytes >> 20);
        }

        var run = new ImportRun
        {
            RecordType = type.Name,
            FileName = fileName.Length <= 260 ? fileName : fileName[^260..],
            StoredFile = stored.Key,
            FileBytes = stored.Bytes,
            CreatedById = member,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        await using var db = dbs.Open();
        db.Set<ImportRun>().Add(run);
        await db.SaveChangesAsync(ct);
        return run;
    }
}
