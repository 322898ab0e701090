using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>The reading half of the route table.</summary>
internal static class ReadRecords
{
    public static async Task ListAsync(HttpContext http, string type, ApiRecords records, RecordReader reader, PageCursor cursors)
    {
        if (await records.OpenAsync(http, type, RecordAction.View) is not { } opened)
            return;
        var request = ListRequest.Read(http.Request.Query, opened.Schema.Tenant.Id, opened.Type, cursors);
        var page = request.Succeeded
            ? await reader.PageAsync(request.Value.Query, http.RequestAborted)
            : Outcome<RecordPage>.Refused(request.Refusals);
        if (!page.Succeeded)
        {
            await records.RefuseAsync(http, page.Refusals, StatusCodes.Status400BadRequest);
            return;
        }
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, RecordJson.Options);
        WritePage(json, page.Value, request.Value, opened.Schema, cursors);
        await json.FlushAsync(http.RequestAborted);
    }

    public static async Task OneAsync(HttpContext http, string type, Guid id, ApiRecords records, RecordReader reader)
    {
        if (await records.OpenAsync(http, type, RecordAction.View) is not { } opened)
            return;
        var row = await reader.FindAsync(type, id, http.RequestAborted, isFromOutside: true);
        if (row is null)
            await records.RefuseAsync(http, [new Refusal("record-unknown")]);
        else if (EntityTag.IsKnown(http.Request, row.Version))
            NotModified(http, row.Version);
        else
            await records.WriteAsync(http, opened.Type, row);
    }

    private static void NotModified(HttpContext http, int version)
    {
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        http.Response.Headers.ETag = EntityTag.Of(version);
    }

    private static void WritePage(Utf8JsonWriter json, RecordPage page, ListRequest request, TenantSchema schema, PageCursor cursors)
    {
        var names = RecordJson.Names(page.Columns);
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var row in page.Rows)
            RecordJson.WriteRow(json, row, page.Columns, names);
        json.WriteEndArray();
        json.WriteBoolean("hasMore", page.HasMore);
        if (page.HasMore)
            json.WriteString("nextCursor", cursors.Write(request.Question, request.Query.Skip + page.Rows.Count));
        else
            json.WriteNull("nextCursor");
        if (page.Count is { } count)
        {
            json.WriteNumber("count", count);
            json.WriteBoolean("countIsExact", page.CountIsExact);
        }
        if (page.Totals.Count > 0)
            WriteTotals(json, page, schema.Tenant.Currency);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, RecordPage page, string currency)
    {
        json.WriteStartObject("totals");
        foreach (var (name, minor) in page.Totals)
        {
            json.WritePropertyName(name);
            RecordJson.WriteMoney(json, new Money(minor, currency));
        }
        json.WriteEndObject();
        if (page.Unrated.Count == 0)
            return;
        json.WriteStartObject("totalsWithoutRate");
        foreach (var (name, sums) in page.Unrated)
        {
            json.WriteStartArray(name);
            foreach (var sum in sums)
            {
                json.WriteStartObject();
                json.WriteNumber("count", sum.Count);
                json.WritePropertyName("sum");
                RecordJson.WriteMoney(json, sum.Sum);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
