using Crm.Core.Records.Access;

namespace Crm.Core.Identity;

/// <summary>The roles that a new tenant begins with. Their names are shown from resources; the tenant may rename them.</summary>
public static class StandardRoles
{
    public static IReadOnlyList<Role> Make() =>
    [
        Role(RoleKeys.Owner, 0, Enum.GetValues<AdminRight>(), AccessScope.All, AccessScope.All, AccessScope.All, moving: AccessScope.All),
        Role(RoleKeys.Admin, 1, [AdminRight.Customize, AdminRight.ManageMembers, AdminRight.ManageKeys], AccessScope.All, AccessScope.All, AccessScope.All, moving: AccessScope.All),
        Role(RoleKeys.Manager, 2, [], AccessScope.All, AccessScope.Subordinates, AccessScope.Subordinates, moving: AccessScope.All),
        Role(RoleKeys.Member, 3, [], AccessScope.All, AccessScope.Team, AccessScope.Own, moving: AccessScope.None),
        Role(RoleKeys.ReadOnly, 4, [], AccessScope.All, AccessScope.None, AccessScope.None, moving: AccessScope.None),
    ];

    private static Role Role(
        string key, int position, IReadOnlyList<AdminRight> rights, AccessScope view, AccessScope edit, AccessScope delete, AccessScope moving) => new()
        {
            Key = key,
            Name = key,
            Position = position,
            AdminRights = [.. rights],
            Grants =
            [
                Grant(RecordAction.View, view),
                Grant(RecordAction.Create, edit == AccessScope.None ? AccessScope.None : AccessScope.All),
                Grant(RecordAction.Edit, edit),
                Grant(RecordAction.Delete, delete),
                Grant(RecordAction.Import, moving),
                Grant(RecordAction.Export, moving),
            ],
        };

    private static RoleGrant Grant(RecordAction action, AccessScope scope) => new() { RecordType = Actor.AnyType, Action = action, Scope = scope };
}
