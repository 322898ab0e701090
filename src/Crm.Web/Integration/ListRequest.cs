using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>
/// The query string of a list, read strictly: an unknown parameter is refused rather than ignored, since a misspelt filter
/// would silently return everything. <paramref name="Question"/> is what a cursor belongs to.
/// </summary>
internal sealed record ListRequest(RecordQuery Query, string Question)
{
    public static readonly IReadOnlyList<string> Parameters = ["filter", "search", "sort", "fields", "limit", "offset", "cursor", "count", "totals", "deleted"];

    public static Outcome<ListRequest> Read(IQueryCollection query, Guid tenantId, TenantType type, PageCursor cursors)
    {
        var refusals = new List<Refusal>();

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        string[] Names(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray() ?? [];

        int Number(string name, int otherwise)
        {
            if (Text(name) is not { } text)
                return otherwise;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return number;
            refusals.Add(new Refusal("parameter-unreadable", name, text, name));
            return otherwise;
        }

        bool Flag(string name)
        {
            if (Text(name) is not { } text || text == "false")
                return false;
            if (text != "true")
                refusals.Add(new Refusal("parameter-unreadable", name, text, name));
            return true;
        }

        FilterNode? Filter()
        {
            if (Text("filter") is not { } text)
                return null;
            var parsed = FilterText.Parse(text);
            refusals.AddRange(parsed.Refusals);
            return parsed.Succeeded ? parsed.Value : null;
        }

        foreach (var (name, values) in query)
            if (!Parameters.Contains(name))
                refusals.Add(new Refusal("parameter-unknown", name, name, string.Join(", ", Parameters)));
            else if (values.ToString().Any(char.IsControl))
                refusals.Add(new Refusal("parameter-control-characters", name, name));
        if (refusals.Count > 0)
            return Outcome<ListRequest>.Refused(refusals);

        var question = string.Join('\n', tenantId, type.Name, Text("filter"), Text("search"), Text("sort"), Text("deleted"));
        var totals = Names("totals");
        foreach (var name in totals.Where(n => type.Find(n)?.Kind is not MoneyKind))
            refusals.Add(new Refusal("totals-unfit", "totals", name));
        var skip = Text("cursor") is { } cursor ? cursors.Read(question, cursor) : Math.Max(0, Number("offset", 0));
        if (skip is null)
            refusals.Add(new Refusal("cursor-unreadable", "cursor"));
        var columns = Names("fields").Where(n => n is not ("id" or "version")).ToArray();
        var asked = new RecordQuery(type.Name)
        {
            IsFromOutside = true,
            Filter = Filter(),
            Search = Text("search"),
            Sort = Text("sort"),
            Columns = Text("fields") is null ? null : columns,
            Skip = skip ?? 0,
            Take = Math.Clamp(Number("limit", 50), 1, RecordQuery.MaxPageSize),
            Count = Flag("count"),
            Totals = totals,
            Deleted = Flag("deleted"),
        };
        return refusals.Count > 0 ? Outcome<ListRequest>.Refused(refusals) : new ListRequest(asked, question);
    }
}
