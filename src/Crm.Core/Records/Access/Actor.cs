namespace Crm.Core.Records.Access;

public enum RecordAction { View, Create, Edit, Delete, Import, Export }

/// <summary>How far a right reaches, from nothing to the whole tenant.</summary>
public enum AccessScope { None, Own, Team, Subordinates, All }

/// <summary>What a role may do beyond records.</summary>
public enum AdminRight { Customize, ManageMembers, ManageTenant, ManageKeys }

public enum ActorKind { Member, ApiKey, System }

/// <summary>
/// Whoever acts: a member, a program with a key, or the product itself. A snapshot of rights that is at most
/// <see cref="CurrentActor.MaxAge"/> old.
/// </summary>
public sealed record Actor(
    ActorKind Kind,
    Guid? MemberId,
    string Name,
    IReadOnlyDictionary<(string Type, RecordAction Action), AccessScope> Grants,
    IReadOnlySet<AdminRight> AdminRights,
    IReadOnlyList<Guid> Team,
    IReadOnlyList<Guid> Subordinates)
{
    /// <summary>The grant for any type that has none of its own.</summary>
    public const string AnyType = "*";

    /// <summary>The role that the rights come from; null for the product itself.</summary>
    public Guid? RoleId { get; init; }

    /// <summary>The person's own time zone; null where the tenant's holds.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The language that the person chose; null where the browser's holds.</summary>
    public string? Culture { get; init; }

    /// <summary>What the person wants new records to begin with, by <c>type.field</c>.</summary>
    public IReadOnlyDictionary<string, string> Habits { get; init; } = new Dictionary<string, string>();

    /// <summary>The person's own beginning of a field; null where the usual one holds.</summary>
    public string? Habit(string type, string field) => Habits.GetValueOrDefault($"{type}.{field}");

    public AccessScope Scope(RecordType type, RecordAction action)
    {
        if (Kind == ActorKind.System)
            return AccessScope.All;
        if (type.IsAdministrative && action != RecordAction.View)
            return Has(AdminRight.ManageMembers) ? AccessScope.All : AccessScope.None;
        var granted = Grants.TryGetValue((type.Name, action), out var own) ? own
            : Grants.TryGetValue((AnyType, action), out var any) ? any
            : AccessScope.None;
        // Colleagues are nobody's own: who may see any of them sees their names everywhere.
        return type.IsAdministrative && granted != AccessScope.None ? AccessScope.All : granted;
    }

    public bool May(RecordType type, RecordAction action) => Scope(type, action) != AccessScope.None;

    public bool Has(AdminRight right) => Kind == ActorKind.System || AdminRights.Contains(right);

    /// <summary>The product itself: migrations, templates, demo data. Never handed to a request.</summary>
    public static Actor System(string name) =>
        new(ActorKind.System, null, name, new Dictionary<(string, RecordAction), AccessScope>(), new HashSet<AdminRight>(), [], []);
}
