using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>What every handler of records needs: the type as this caller may see it, and how to answer.</summary>
internal sealed class ApiRecords(SchemaSource schemas, CurrentActor actors, RecordReader reader, ApiProblem problems)
{
    private static readonly Refusal Unknown = new("record-unknown");

    /// <summary>The type, when the caller may act so on it. Otherwise null, and the answer is written.</summary>
    public async Task<(TenantSchema Schema, TenantType Type)?> OpenAsync(HttpContext http, string typeName, RecordAction action)
    {
        var (schema, actor) = ((await schemas.GetAsync(http.RequestAborted)).Shown, await actors.GetAsync(http.RequestAborted));
        if (schema.Find(typeName) is not { } type || !actor.May(type.Type, RecordAction.View))
        {
            await RefuseAsync(http, [Unknown]);
            return null;
        }
        if (!actor.May(type.Type, action))
        {
            await RefuseAsync(http, [new Refusal("not-permitted")]);
            return null;
        }
        return (schema, type);
    }

    /// <summary>Answers with one record, its version as the ETag; with only id and version where the caller may write but not see it.</summary>
    public async Task WriteAsync(HttpContext http, TenantType type, WriteResult written)
    {
        var row = await reader.FindAsync(type.Name, written.Id, http.RequestAborted, isFromOutside: true) ?? new RecordRow(written.Id, written.Version, []);
        await WriteAsync(http, type, row);
    }

    public async Task WriteAsync(HttpContext http, TenantType type, RecordRow row)
    {
        http.Response.Headers.ETag = EntityTag.Of(row.Version);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, RecordJson.Options);
        RecordJson.WriteRow(json, row, type.Fields, RecordJson.Names(type.Fields));
        await json.FlushAsync(http.RequestAborted);
    }

    public Task RefuseAsync(HttpContext http, IReadOnlyList<Refusal> refusals, int otherwise = StatusCodes.Status422UnprocessableEntity)
    {
        var status = refusals.Select(r => StatusOf(http, r.Code)).FirstOrDefault(s => s != 0);
        return problems.WriteAsync(http, status == 0 ? otherwise : status, refusals);
    }

    private static int StatusOf(HttpContext http, string code) => code switch
    {
        "type-unknown" or "record-unknown" => StatusCodes.Status404NotFound,
        "not-permitted" => StatusCodes.Status403Forbidden,
        "json-unreadable" or "json-not-object" or "version-unreadable" => StatusCodes.Status400BadRequest,
        "body-too-large" => StatusCodes.Status413PayloadTooLarge,
        "content-type" => StatusCodes.Status415UnsupportedMediaType,
        "changed-meanwhile" when http.Request.Headers.IfMatch.Count > 0 => StatusCodes.Status412PreconditionFailed,
        "changed-meanwhile" or "taken-meanwhile" => StatusCodes.Status409Conflict,
        _ => 0,
    };
}
