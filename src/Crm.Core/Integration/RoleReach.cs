using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;

namespace Crm.Core.Integration;

/// <summary>Whether somebody may hand out a role: it allows nothing that the giver may not do.</summary>
public static class RoleReach
{
    public static bool MayGrant(this Actor giver, Role role, TenantSchema schema)
    {
        var holder = new Actor(ActorKind.ApiKey, null, role.Name, role.Grants.ToDictionary(g => (g.RecordType, g.Action), g => g.Scope),
            role.AdminRights.ToHashSet(), [], []);
        return role.AdminRights.All(giver.Has) && schema.Types.All(type => Enum.GetValues<RecordAction>()
            .All(action => holder.Scope(type.Type, action) <= giver.Scope(type.Type, action)));
    }
}
