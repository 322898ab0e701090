using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>Records of one type that refer to the record at hand by one field.</summary>
public sealed record RelatedGroup(TenantType Type, Field By, RecordPage Page, bool MayAdd);

/// <summary>Finds what refers to a record, type by type, as far as the person at hand may see it.</summary>
public sealed class RelatedRecords(RecordReader reader, CurrentActor actors)
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<RelatedGroup>> ReadAsync(TenantSchema schema, TenantType type, Guid id, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var groups = new List<RelatedGroup>();
        foreach (var other in schema.Types.Where(t => !t.Type.IsAdministrative && !t.Type.IsTimelineEntry && actor.May(t.Type, RecordAction.View))
            .OrderBy(t => t.Type.MenuPosition ?? int.MaxValue))
            foreach (var by in other.Fields.Where(f => f.Target == type.Name))
            {
                var page = await reader.PageAsync(new RecordQuery(other.Name)
                {
                    Filter = new FilterTerm(by.Name, FilterOperator.Equal, id.ToString()),
                    Sort = "-changedAt",
                    Columns = [other.TitleField.Name, .. Beside(other)],
                    Take = Shown,
                    Count = true,
                }, ct);
                if (page.Succeeded)
                    groups.Add(new RelatedGroup(other, by, page.Value, actor.May(other.Type, RecordAction.Create)));
            }
        return groups;
    }

    /// <summary>One telling column beside the title: the stage, else a choice, an amount, or a line of text.</summary>
    private static IEnumerable<string> Beside(TenantType type)
    {
        var columns = type.Type.ListColumns.Select(type.Find).OfType<Field>().Where(f => !f.IsTitle).ToList();
        return new[] { columns.Find(f => f.Kind is StageKind) ?? columns.Find(f => f.Kind is MoneyKind) ?? columns.Find(f => f.Kind is TextKind and not EmailKind) }
            .OfType<Field>().Select(f => f.Name);
    }
}
