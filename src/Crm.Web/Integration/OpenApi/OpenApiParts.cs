using System.Text.Json.Nodes;
using Crm.Core.Records;

namespace Crm.Web.Integration.OpenApi;

/// <summary>What the descriptions of all record types share.</summary>
internal static class OpenApiParts
{
    public const string Introduction = """
        Send an API key as `Authorization: Bearer gx_…`. A filter is written as
        `amount gt 1000 and (stage eq 'open' or company.sector eq 'retail') and closedOn within 'this-quarter'`:
        operators `eq ne lt le gt ge contains starts in notin within notwithin hasany hasall hasnone empty notempty` (each field lists its own as
        `x-filter-operators`), joined by `and`, `or` and parentheses; text in single quotes, a quote inside doubled; dots lead
        over references. Refusals are `application/problem+json`, in the language of `Accept-Language`.
        """;

    public static JsonObject Ref(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    public static JsonObject Parameter(string name) => new() { ["$ref"] = $"#/components/parameters/{name}" };

    public static JsonObject Page(string type) => Object(
        ("data", new JsonObject { ["type"] = "array", ["items"] = Ref(type) }),
        ("hasMore", Type("boolean")),
        ("nextCursor", new JsonObject { ["type"] = new JsonArray("string", "null") }),
        ("count", Described("integer", $"With count=true: the matching records, counted up to {RecordQuery.CountLimit}.")),
        ("countIsExact", Type("boolean")),
        ("totals", new JsonObject { ["type"] = "object", ["additionalProperties"] = Ref("Money") }),
        ("totalsWithoutRate", new JsonObject
        {
            ["type"] = "object",
            ["description"] = "For each total the amounts that it leaves out, as there is no rate of exchange for their currency.",
            ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = Object(("count", Type("integer")), ("sum", Ref("Money"))) },
        }));

    public static JsonObject Schemas() => new()
    {
        ["Money"] = Object(("amount", Type("number")), ("currency", Described("string", "ISO 4217"))),
        ["Reference"] = Object(("id", new JsonObject { ["type"] = "string", ["format"] = "uuid" }), ("title", Type("string"))),
        ["Problem"] = Object(
            ("type", Type("string")),
            ("title", Type("string")),
            ("status", Type("integer")),
            ("detail", Type("string")),
            ("errors", new JsonObject
            {
                ["type"] = "object",
                ["description"] = "By field; what concerns the whole record stands under _.",
                ["additionalProperties"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = Object(("code", Described("string", "Stable, for programs")), ("message", Described("string", "For people"))),
                },
            })),
    };

    public static JsonObject Parameters() => new()
    {
        ["id"] = new JsonObject
        {
            ["name"] = "id",
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        },
        ["filter"] = Query("filter", "string", "A condition in the filter language."),
        ["search"] = Query("search", "string", "Words that the searchable fields must hold, in any accent; Chinese also by pinyin."),
        ["sort"] = Query("sort", "string", "Field names by importance, a leading minus for descending: -amount,name"),
        ["fields"] = Query("fields", "string", "The fields to return, separated by commas; without it the columns of the list."),
        ["limit"] = Query("limit", "integer", $"1 to {RecordQuery.MaxPageSize}; 50 without it."),
        ["offset"] = Query("offset", "integer", "Records to leave out at the beginning."),
        ["cursor"] = Query("cursor", "string", "nextCursor of the page before, with the same filter, search and sort."),
        ["count"] = Query("count", "boolean", "Counts the matching records."),
        ["totals"] = Query("totals", "string", "Money fields to be summed over all matching records, in the company's currency."),
        ["deleted"] = Query("deleted", "boolean", "Lists the recycle bin instead."),
        ["ifMatch"] = Header("If-Match", "The version that the change is based on; another one is refused with 412."),
        ["ifNoneMatch"] = Header("If-None-Match", "The version that is known; answered with 304 when it is still the same."),
    };

    public static JsonObject Responses()
    {
        var responses = new JsonObject();
        foreach (var (status, meaning) in new[]
        {
            ("400", "The request could not be read"), ("401", "No key, or none that is valid here"), ("403", "The role does not allow it"),
            ("404", "No such type or record, or not for this key"), ("409", "Somebody else wrote at the same moment"),
            ("412", "The record has another version than If-Match says"), ("413", "The body is too large"), ("415", "The body is not JSON"),
            ("422", "Some fields were refused"), ("429", "Too many requests; see Retry-After"),
        })
            responses[status] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Ref("Problem") } },
            };
        return responses;
    }

    private static JsonObject Object(params (string Name, JsonObject Schema)[] properties)
    {
        var shapes = new JsonObject();
        foreach (var (name, schema) in properties)
            shapes[name] = schema;
        return new JsonObject { ["type"] = "object", ["properties"] = shapes };
    }

    private static JsonObject Type(string type) => new() { ["type"] = type };

    private static JsonObject Described(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static JsonObject Query(string name, string type, string description) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["description"] = description,
        ["schema"] = Type(type),
    };

    private static JsonObject Header(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = Type("string"),
    };
}
