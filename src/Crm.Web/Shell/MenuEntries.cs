using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;

namespace Crm.Web.Shell;

internal static class MenuEntries
{
    /// <summary>The record types that have a place in the menu and that this person may see, in their order.</summary>
    public static IEnumerable<RecordType> MenuFor(this TenantSchema schema, Actor actor) => schema.Types.Select(t => t.Type)
        .Where(t => t.MenuPosition is not null && actor.May(t, RecordAction.View)).OrderBy(t => t.MenuPosition);
}
