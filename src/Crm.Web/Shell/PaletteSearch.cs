using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared.Text;
using Crm.Web.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Shell;

/// <param name="Hint">What tells two of one name apart.</param>
public sealed record PaletteHit(string Title, string Kind, string Address, string Icon, RecordFace Face = RecordFace.None, string Hint = "");

public sealed record PaletteGroup(string Title, IReadOnlyList<PaletteHit> Hits);

/// <summary>What the command palette offers for some words: records of every visible type, then actions and pages.</summary>
public sealed class PaletteSearch(RecordReader reader, RecordLabels labels, IStringLocalizer<ShellTexts> texts)
{
    private const int PerType = 5;

    // Of these the best fitting are shown: the latest alone would hide a company behind its people's addresses.
    private const int Looked = 25;

    private const int Hints = 2;

    private static readonly (string Text, string Address, string Icon)[] Pages =
    [
        ("menu.home", "/", "home"), ("menu.inbox", "/inbox", "inbox"), ("menu.reports", "/reports/sales", "chart"), ("menu.settings", "/settings", "settings"),
        ("settings.members", "/settings/members", "team"), ("settings.profile", "/settings/profile", "person"),
        ("settings.deleted", "/settings/deleted", "trash"),
    ];

    public async Task<IReadOnlyList<PaletteGroup>> RecordsAsync(string words, TenantSchema schema, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words))
            return [];
        var (hits, folded) = (new List<PaletteHit>(), SearchText.Fold(words));
        foreach (var type in schema.Types.Select(t => t.Type).Where(t => actor.May(t, RecordAction.View) && !t.IsTimelineEntry))
        {
            var (title, own) = (schema[type.Name].TitleField.Name, schema[type.Name]);
            var columns = own.ListColumns.Where(c => c != title).Take(Hints).Prepend(title).ToList();
            var page = await reader.PageAsync(new RecordQuery(type.Name) { Search = words, Take = Looked, Columns = columns }, ct);
            if (page.Succeeded)
                hits.AddRange(page.Value.Rows.Select(row => Hit(type, page.Value.Columns, row)).OrderBy(Distance).Take(PerType));
        }
        return hits.Count == 0 ? [] : [new PaletteGroup(texts["palette.records"], [.. hits.OrderBy(Distance)])];

        int Distance(PaletteHit hit) => PaletteSearch.Distance(hit.Title, folded);
    }

    private PaletteHit Hit(RecordType type, IReadOnlyList<Field> columns, RecordRow row) => new(
        row.Values[0]?.ToString() ?? "", labels.One(type), $"/{type.Name}/{row.Id}", type.Icon, type.Face,
        string.Join(" · ", columns.Zip(row.Values).Skip(1).Select(c => labels.Show(type, c.First, c.Second)).Where(text => text.Length > 0)));

    /// <summary>How far a title is from what was typed; of equals the latest stays first.</summary>
    private static int Distance(string title, string folded) => SearchText.Fold(title) switch
    {
        var same when same == folded => 0,
        var begins when begins.StartsWith(folded, StringComparison.Ordinal) => 1,
        var holds when holds.Contains(' ' + folded, StringComparison.Ordinal) => 2,
        var holds when holds.Contains(folded, StringComparison.Ordinal) => 3,
        _ => 4,
    };

    public IReadOnlyList<PaletteGroup> Commands(string words, TenantSchema schema, Actor actor)
    {
        var folded = SearchText.Fold(words);
        bool Fits(string title) => folded.Length == 0 || SearchText.Fold(title).Contains(folded, StringComparison.Ordinal);

        var actions = schema.MenuFor(actor).Where(t => actor.May(t, RecordAction.Create))
            .Select(t => new PaletteHit(texts["palette.new", labels.One(t)], "", $"/{t.Name}/new", "plus")).Where(h => Fits(h.Title)).ToList();
        var pages = schema.MenuFor(actor).Select(t => new PaletteHit(labels.Many(t), "", $"/{t.Name}", t.Icon))
            .Concat(Pages.Select(p => new PaletteHit(texts[p.Text], "", p.Address, p.Icon))).Where(h => Fits(h.Title)).ToList();
        List<PaletteGroup> groups = [];
        if (actions.Count > 0)
            groups.Add(new PaletteGroup(texts["palette.actions"], actions));
        if (pages.Count > 0)
            groups.Add(new PaletteGroup(texts["palette.pages"], pages));
        return groups;
    }
}
