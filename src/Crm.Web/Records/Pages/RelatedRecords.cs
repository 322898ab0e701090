using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>
/// Records of one type that refer to <paramref name="To"/> by one field: to the record at hand, or to the record that both
/// belong to (the other deals and the contacts of a deal's company).
/// </summary>
public sealed record RelatedGroup(TenantType Type, Field By, RecordRef To, bool IsBeside, RecordPage Page, bool MayAdd, bool MayLink)
{
    public FilterTerm Filter => Leading(By, To.Id);

    /// <summary>A new record's value of <see cref="By"/>.</summary>
    public object Value => By.Kind is ReferencesKind ? ReferencesKind.Of([To.Id])! : To.Id;

    public static FilterTerm Leading(Field by, Guid to) => new(by.Name, by.Kind is ReferencesKind ? FilterOperator.HasAny : FilterOperator.Equal, to.ToString());

    public string List => $"/{Type.Name}?filter={Uri.EscapeDataString(FilterText.Write(Filter))}";
}

/// <summary>Finds what refers to a record, type by type, as far as the person at hand may see it.</summary>
public sealed class RelatedRecords(RecordReader reader, CurrentActor actors)
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<RelatedGroup>> ReadAsync(TenantSchema schema, TenantType type, RecordRow row, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var groups = new List<RelatedGroup>();
        foreach (var (other, by) in Referring(schema, actor, type.Name))
            groups.AddIfRead(await GroupAsync(other, by, new RecordRef(row.Id, row.Values[Place(type, type.TitleField)]?.ToString() ?? ""), null, actor, ct));
        if (Belonging(schema, type) is { } belongs && row.Values[Place(type, belongs)] is RecordRef { Title.Length: > 0 } whole)
            foreach (var (other, by) in Referring(schema, actor, belongs.Target!).Where(r => r.Type.Name != belongs.Target))
                groups.AddIfRead(await GroupAsync(other, by, whole, row.Id, actor, ct));
        return groups;
    }

    private async Task<RelatedGroup?> GroupAsync(TenantType other, Field by, RecordRef to, Guid? beside, Actor actor, CancellationToken ct)
    {
        var page = await reader.PageAsync(new RecordQuery(other.Name)
        {
            Filter = RelatedGroup.Leading(by, to.Id),
            Sort = "-changedAt",
            Columns = [other.TitleField.Name, .. Beside(other)],
            Take = beside is null ? Shown : Shown + 1,
            Count = true,
        }, ct);
        if (!page.Succeeded)
            return null;
        var shown = page.Value;
        if (beside is { } self && shown.Rows.Any(r => r.Id == self))
            shown = shown with { Rows = [.. shown.Rows.Where(r => r.Id != self)], Count = shown.Count - 1 };
        return new RelatedGroup(other, by, to, beside is not null, shown with { Rows = [.. shown.Rows.Take(Shown)], HasMore = shown.HasMore || shown.Rows.Count > Shown },
            actor.May(other.Type, RecordAction.Create), by.TakesInput && by.Kind is ReferenceKind && actor.May(other.Type, RecordAction.Edit));
    }

    private static IEnumerable<(TenantType Type, Field By)> Referring(TenantSchema schema, Actor actor, string target) =>
        from other in schema.Types
        where !other.Type.IsAdministrative && !other.Type.IsTimelineEntry && actor.May(other.Type, RecordAction.View)
        orderby other.Type.MenuPosition ?? int.MaxValue
        from field in other.Fields
        where field.Target == target
        select (other, field);

    /// <summary>The first reference to a business record: the company of a deal or of a contact.</summary>
    private static Field? Belonging(TenantSchema schema, TenantType type) =>
        type.Fields.FirstOrDefault(f => f.Kind is ReferenceKind && f.Target is { } target && target != type.Name && schema.Find(target) is { Type.IsAdministrative: false });

    /// <summary>One telling column beside the title: the stage, else a choice, an amount, or a line of text.</summary>
    private static IEnumerable<string> Beside(TenantType type)
    {
        var columns = type.Type.ListColumns.Select(type.Find).OfType<Field>().Where(f => !f.IsTitle).ToList();
        return new[] { columns.Find(f => f.Kind is StageKind) ?? columns.Find(f => f.Kind is MoneyKind) ?? columns.Find(f => f.Kind is TextKind and not EmailKind) }
            .OfType<Field>().Select(f => f.Name);
    }

    private static int Place(TenantType type, Field field) => type.Fields.Index().First(f => f.Item.Name == field.Name).Index;
}

file static class Groups
{
    public static void AddIfRead(this List<RelatedGroup> groups, RelatedGroup? group)
    {
        if (group is not null)
            groups.Add(group);
    }
}
