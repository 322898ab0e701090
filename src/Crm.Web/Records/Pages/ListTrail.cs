using Crm.Core.Records;
using Crm.Core.Records.Schema;
using Crm.Web.Records.Lists;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Records.Pages;

/// <summary>
/// The list or board from which a record was opened. Its address is all that is handed on: it leads back, and it says in
/// which order the next and the previous record follow.
/// </summary>
public sealed record ListTrail(string Href, string Type, bool IsBoard)
{
    /// <summary>The query parameter under which a page beside a list names the open record.</summary>
    public const string Open = "open";

    /// <summary>The query parameter with which a full page remembers its list.</summary>
    public const string From = "from";

    /// <summary>Null unless the address is a list or board of that type on this site: it comes from outside.</summary>
    public static ListTrail? Of(string? address, string type)
    {
        if (address is null)
            return null;
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? address : address[..mark];
        var isBoard = path == $"/{type}/board";
        if (!isBoard && path != $"/{type}")
            return null;
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..]);
        var href = query.Where(p => p.Key != Open).Aggregate(path, (link, p) => QueryHelpers.AddQueryString(link, p.Key, p.Value.ToString()));
        return new ListTrail(href, type, isBoard);
    }

    /// <summary>The full page of a record of this list.</summary>
    public string Page(Guid id) => $"/{Type}/{id}?{From}={Uri.EscapeDataString(Href)}";

    /// <summary>The question that brings the list's records in its order; null for one that cannot be understood.</summary>
    public RecordQuery? Query(TenantType type, IReadOnlyList<ListView> views)
    {
        var mark = Href.IndexOf('?', StringComparison.Ordinal);
        var asked = ListAddress.Read(Type, mark < 0 ? "" : Href[mark..], views).Ask(type);
        if (!asked.Succeeded)
            return null;
        return IsBoard && type.Type.BoardLayout is { } board
            ? asked.Value with { Sort = $"{board.By},{type.Type.DefaultSort}" }
            : asked.Value;
    }
}
