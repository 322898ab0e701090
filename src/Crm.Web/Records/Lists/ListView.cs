using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;

namespace Crm.Web.Records.Lists;

/// <summary>
/// A view that a list offers: all records, one that the record type describes, or one that somebody saved. The usual one is
/// shown where an address names none.
/// </summary>
public sealed record ListView(string Key, string Name, ViewDefinition Definition, ViewEntry? Saved = null, bool IsUsual = false)
{
    public const string AllKey = "all";

    /// <summary>The board that a type has of itself, at an address of its own.</summary>
    public const string BoardKey = "board";

    public static readonly ListView PlainBoard = new(BoardKey, "", ViewDefinition.Plain.With("kind", "board"));

    /// <summary>All records, for as long as no views are known.</summary>
    public static readonly ListView Plain = new(AllKey, "", ViewDefinition.Plain, IsUsual: true);

    /// <summary>Whether others may not know it, so that a link has to say everything itself.</summary>
    public bool IsPrivate => Saved is { Share: not ViewShare.All };

    /// <summary>The board that the type has of itself, with its name where it is among the views.</summary>
    public static ListView BoardAmong(IReadOnlyList<ListView> views) => views.FirstOrDefault(v => v.Key == BoardKey) ?? PlainBoard;

    public static IReadOnlyList<ListView> Of(TenantType type, IReadOnlyList<ViewEntry> saved, RecordLabels labels, string all, string board) =>
    [
        new ListView(AllKey, all, ViewDefinition.Plain, IsUsual: saved.All(v => !v.IsFirst)),
        .. type.Type.Views.Select(v => new ListView(v.Name, labels.View(type.Type, v),
            ViewDefinition.Plain.With("filter", v.Filter is null ? null : FilterText.Write(v.Filter)).With("sort", v.Sort))),
        .. type.Type.BoardLayout is null ? Array.Empty<ListView>() : [PlainBoard with { Name = board }],
        .. saved.Select(v => new ListView(v.Id.ToString(), v.Name, v.Definition, v, v.IsFirst)),
    ];
}
