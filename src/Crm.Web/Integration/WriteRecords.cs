using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>The writing half of the route table; everything goes through the store.</summary>
internal static class WriteRecords
{
    public static async Task CreateAsync(HttpContext http, string type, ApiRecords records, RecordStore store)
    {
        if (await records.OpenAsync(http, type, RecordAction.Create) is not { } opened)
            return;
        var written = await FromBodyAsync(http, opened, values => WriteAsync(store, type, RecordWrite.Create(values), http));
        if (written.Succeeded)
        {
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = $"{RestApi.Root}/{type}/{written.Value.Id}";
        }
        await AnswerAsync(http, records, opened.Type, written);
    }

    public static async Task ChangeAsync(HttpContext http, string type, Guid id, ApiRecords records, RecordStore store)
    {
        if (await records.OpenAsync(http, type, RecordAction.Edit) is not { } opened)
            return;
        var version = EntityTag.Expected(http.Request);
        var written = version.Succeeded
            ? await FromBodyAsync(http, opened, values => WriteAsync(store, type, RecordWrite.Update(id, values, version.Value), http))
            : Outcome<WriteResult>.Refused(version.Refusals);
        await AnswerAsync(http, records, opened.Type, written);
    }

    public static async Task DeleteAsync(HttpContext http, string type, Guid id, ApiRecords records, RecordStore store)
    {
        if (await records.OpenAsync(http, type, RecordAction.Delete) is null)
            return;
        var version = EntityTag.Expected(http.Request);
        var written = version.Succeeded
            ? await WriteAsync(store, type, RecordWrite.Delete(id, version.Value), http)
            : Outcome<WriteResult>.Refused(version.Refusals);
        if (written.Succeeded)
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await records.RefuseAsync(http, written.Refusals);
    }

    public static async Task RestoreAsync(HttpContext http, string type, Guid id, ApiRecords records, RecordStore store)
    {
        if (await records.OpenAsync(http, type, RecordAction.Delete) is { } opened)
            await AnswerAsync(http, records, opened.Type, await WriteAsync(store, type, RecordWrite.Restore(id), http));
    }

    private static async Task<Outcome<WriteResult>> FromBodyAsync(
        HttpContext http, (TenantSchema Schema, TenantType Type) opened, Func<Dictionary<string, object?>, Task<Outcome<WriteResult>>> write)
    {
        var body = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        if (!body.Succeeded)
            return Outcome<WriteResult>.Refused(body.Refusals);
        using var document = body.Value;
        var values = new RecordInput(opened.Schema, opened.Type).Read(document.RootElement);
        return values.Succeeded ? await write(values.Value) : Outcome<WriteResult>.Refused(values.Refusals);
    }

    private static async Task<Outcome<WriteResult>> WriteAsync(RecordStore store, string type, RecordWrite write, HttpContext http)
    {
        var batch = await store.WriteAsync(new WriteBatch(type, [write]) { Cause = ChangeCause.Api }, http.RequestAborted);
        if (!batch.Succeeded)
            return Outcome<WriteResult>.Refused(batch.Refusals);
        var result = batch.Value.Results[0];
        return result.Succeeded ? result : Outcome<WriteResult>.Refused(result.Refusals);
    }

    private static Task AnswerAsync(HttpContext http, ApiRecords records, TenantType type, Outcome<WriteResult> written) => written.Succeeded
        ? records.WriteAsync(http, type, written.Value)
        : records.RefuseAsync(http, written.Refusals);
}
