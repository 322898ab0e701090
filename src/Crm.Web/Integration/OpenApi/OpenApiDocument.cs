using System.Text.Json.Nodes;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Web.Records;
using Microsoft.Net.Http.Headers;

namespace Crm.Web.Integration.OpenApi;

/// <summary>
/// The OpenAPI 3.1 description of the API as it is for this caller: the tenant's own fields and choices are in it, types that
/// the caller may not see are not. Labels are in the reader's language.
/// </summary>
internal sealed class OpenApiDocument(SchemaSource schemas, CurrentActor actors, RecordLabels labels)
{
    public async Task WriteAsync(HttpContext http)
    {
        var (schema, actor) = ((await schemas.GetAsync(http.RequestAborted)).Shown, await actors.GetAsync(http.RequestAborted));
        var visible = schema.Types.Where(t => actor.May(t.Type, RecordAction.View)).ToList();
        http.Response.ContentType = "application/json";
        http.Response.Headers[HeaderNames.CacheControl] = "private, no-cache";
        await http.Response.WriteAsync(Build(schema, visible).ToJsonString(Json.Compact), http.RequestAborted);
    }

    private JsonObject Build(TenantSchema schema, IReadOnlyList<TenantType> types)
    {
        var paths = new JsonObject();
        var components = OpenApiParts.Schemas();
        foreach (var type in types)
        {
            var name = labels.Many(type.Type);
            foreach (var (path, item) in OpenApiPaths.Of(type, name))
                paths[path] = item;
            foreach (var (key, component) in new OpenApiTypes(schema, type, labels).Schemas())
                components[key] = component;
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = schema.Tenant.Name, ["version"] = $"1.{schema.Version}", ["description"] = OpenApiParts.Introduction },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = RestApi.Root }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }, new JsonObject()),
            ["tags"] = new JsonArray([.. types.Select(t => new JsonObject { ["name"] = t.Name, ["description"] = labels.Many(t.Type) })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = components,
                ["parameters"] = OpenApiParts.Parameters(),
                ["responses"] = OpenApiParts.Responses(),
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key: gx_…" },
                },
            },
        };
    }
}
