using Crm.Core.Records;

namespace Crm.Core.Identity;

/// <summary>
/// A person inside a tenant. Members are records, so that they can be listed, imported and referred to; one without
/// <see cref="UserId"/> owns records but cannot sign in until invited.
/// </summary>
public sealed class Member : Record
{
    public string Name { get; set; } = "";

    public string? Email { get; set; }

    public string? JobTitle { get; set; }

    /// <summary>The login of the platform that acts as this member.</summary>
    public Guid? UserId { get; set; }

    public Guid? RoleId { get; set; }

    public Role? Role { get; set; }

    public Guid? ManagerId { get; set; }

    public Member? Manager { get; set; }

    public Guid? TeamId { get; set; }

    public Team? Team { get; set; }

    public DateTime? DeactivatedAt { get; set; }

    /// <summary>Culture name that the person chose; null follows the tenant.</summary>
    public string? Culture { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>What this person wants new records to begin with, as <c>type.field=choice</c>; see <see cref="Keep"/>.</summary>
    public List<string> Habits { get; private set; } = [];

    /// <summary>Notes a habit, or forgets it where there is no choice.</summary>
    public void Keep(string type, string field, string? choice)
    {
        var name = $"{type}.{field}=";
        Habits = [.. Habits.Where(h => !h.StartsWith(name, StringComparison.Ordinal)), .. choice is null ? [] : new[] { name + choice }];
        Version++;
    }
}

/// <summary>A group of members that works together: an office, a region, a product line.</summary>
public sealed class Team : Record
{
    public string Name { get; set; } = "";
}
