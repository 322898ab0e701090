using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>Reads a request's JSON within bounds: size, depth, no property twice, one object.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The document, to be disposed by the caller.</summary>
    public static async Task<Outcome<JsonDocument>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        // A page of another site can send forms and plain text without asking first, but not this.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType is not ("application/json" or "application/merge-patch+json"))
            return new Refusal("content-type");
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (body.Length + read > MaxBytes)
                return new Refusal("body-too-large", null, MaxBytes);
            body.Write(buffer, 0, read);
        }
        try
        {
            var document = JsonDocument.Parse(body.ToArray(), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return new Refusal("json-not-object");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Escapes that make no characters surface as InvalidOperationException.
            return new Refusal("json-unreadable", null, malformed is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $"{line + 1}:{column + 1}" : "\\u");
        }
    }
}
