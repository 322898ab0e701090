using System.Text.Json;
using Crm.Core.Shared;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Integration;

/// <summary>
/// Writes what went wrong as <c>application/problem+json</c> (RFC 9457), in the reader's language. All 404s are alike,
/// whatever was asked for, so that nobody learns what exists elsewhere.
/// </summary>
internal sealed class ApiProblem(RefusalText sentences, IStringLocalizer<ApiTexts> texts)
{
    /// <summary>Where refusals stand that concern the record rather than a field; no field can have this name.</summary>
    private const string WholeRecord = "_";

    public async Task WriteAsync(HttpContext http, int status, IReadOnlyList<Refusal> refusals)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status404NotFound)
            refusals = [];
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, RecordJson.Options);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", texts[$"problem.{status}"] is { ResourceNotFound: false } title ? title : texts["problem"]);
        json.WriteNumber("status", status);
        if (refusals is [var only] && only.Field is null)
            json.WriteString("detail", Sentence(only));
        if (refusals.Count > 0)
            WriteErrors(json, refusals);
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private void WriteErrors(Utf8JsonWriter json, IReadOnlyList<Refusal> refusals)
    {
        json.WriteStartObject("errors");
        foreach (var field in refusals.GroupBy(r => r.Field ?? WholeRecord))
        {
            json.WriteStartArray(field.Key);
            foreach (var refusal in field)
            {
                json.WriteStartObject();
                json.WriteString("code", refusal.Code);
                json.WriteString("message", Sentence(refusal));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private string Sentence(Refusal refusal)
    {
        try
        {
            return sentences.Of(refusal);
        }
        catch (InvalidOperationException)
        {
            // A sentence that somebody forgot must not turn a refusal into a server error.
            return refusal.Code;
        }
    }
}
