using Crm.Core.Records;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>The fields of a form by section: the title first, then the type's sections, then the tenant's own and what no section names.</summary>
internal static class FormSections
{
    /// <summary>The section of the tenant's own fields.</summary>
    public const string Own = "own";

    public static IEnumerable<(string Name, IReadOnlyList<Field> Fields)> Of(TenantType type, Func<Field, bool> shown)
    {
        var named = type.Type.Sections.SelectMany(s => s.Fields).ToHashSet();
        var rest = type.Fields.Where(f => !named.Contains(f.Name) && shown(f)).ToList();
        var leading = rest.Where(f => !f.IsCustom && f.TakesInput).ToList();
        foreach (var (section, position) in type.Type.Sections.Select((s, i) => (s, i)))
        {
            List<Field> fields = [.. section.Fields.Select(type.Find).OfType<Field>().Where(shown)];
            if (position == 0)
                fields.InsertRange(0, leading);
            if (fields.Count > 0)
                yield return (section.Name, fields);
        }
        if (rest.Where(f => f.IsCustom).ToList() is { Count: > 0 } own)
            yield return (Own, own);
    }
}
