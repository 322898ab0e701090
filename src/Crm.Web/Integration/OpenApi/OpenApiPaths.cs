using System.Text.Json.Nodes;
using Crm.Core.Records.Schema;

namespace Crm.Web.Integration.OpenApi;

/// <summary>The paths of one record type, beside the route table in <see cref="RestApi.MapRestApi"/>.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] ListParameters = ["filter", "search", "sort", "fields", "limit", "offset", "cursor", "count", "totals", "deleted"];

    public static IEnumerable<(string Path, JsonObject Item)> Of(TenantType type, string label)
    {
        yield return ($"/{type.Name}", new JsonObject
        {
            ["get"] = Operation(type, "list", label, "200", type.Name + ".page", parameters: ListParameters, refusals: ["400"]),
            ["post"] = Operation(type, "create", label, "201", type.Name, body: type.Name + ".create", refusals: ["400", "409", "413", "415", "422"]),
        });
        yield return ($"/{type.Name}/{{id}}", new JsonObject
        {
            ["parameters"] = new JsonArray(OpenApiParts.Parameter("id")),
            ["get"] = Operation(type, "get", label, "200", type.Name, parameters: ["ifNoneMatch"], refusals: []),
            ["patch"] = Operation(type, "change", label, "200", type.Name, body: type.Name + ".change", parameters: ["ifMatch"], refusals: ["400", "409", "412", "413", "415", "422"]),
            ["delete"] = Operation(type, "delete", label, "204", null, parameters: ["ifMatch"], refusals: ["412"]),
        });
        yield return ($"/{type.Name}/{{id}}/restore", new JsonObject
        {
            ["parameters"] = new JsonArray(OpenApiParts.Parameter("id")),
            ["post"] = Operation(type, "restore", label, "200", type.Name, refusals: ["422"]),
        });
    }

    private static JsonObject Operation(
        TenantType type, string verb, string label, string status, string? answer, string[] refusals, string? body = null, string[]? parameters = null)
    {
        var success = new JsonObject { ["description"] = status switch { "201" => "Created", "204" => "Done", _ => "OK" } };
        if (answer is not null)
            success["content"] = Content(answer);
        var responses = new JsonObject { [status] = success };
        foreach (var refusal in refusals.Concat(["401", "403", "404", "429"]).Order())
            responses[refusal] = new JsonObject { ["$ref"] = $"#/components/responses/{refusal}" };
        var operation = new JsonObject
        {
            ["operationId"] = $"{verb}_{type.Name}",
            ["summary"] = $"{char.ToUpperInvariant(verb[0])}{verb[1..]}: {label}",
            ["tags"] = new JsonArray(type.Name),
            ["responses"] = responses,
        };
        if (parameters is not null)
            operation["parameters"] = new JsonArray([.. parameters.Select(OpenApiParts.Parameter)]);
        if (body is not null)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body) };
        return operation;
    }

    private static JsonObject Content(string schema) => new()
    {
        ["application/json"] = new JsonObject { ["schema"] = OpenApiParts.Ref(schema) },
    };
}
