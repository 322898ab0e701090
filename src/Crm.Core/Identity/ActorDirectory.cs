using Crm.Core.Data;
using Crm.Core.Integration;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity;

/// <summary>Reads the present rights of members and keys of the scope's tenant.</summary>
public sealed class ActorDirectory(ICrmDbFactory dbs)
{
    /// <summary>The member that a login acts as; null when there is none or it was deactivated.</summary>
    public async ValueTask<Actor?> MemberOfUserAsync(Guid userId, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var member = await db.Set<Member>().AsNoTracking().Include(m => m.Role!.Grants)
            .FirstOrDefaultAsync(m => m.UserId == userId && m.DeactivatedAt == null, ct);
        return member is null ? null : await OfAsync(db, member, ct);
    }

    public async ValueTask<Actor?> MemberAsync(Guid memberId, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var member = await db.Set<Member>().AsNoTracking().Include(m => m.Role!.Grants)
            .FirstOrDefaultAsync(m => m.Id == memberId && m.DeactivatedAt == null, ct);
        return member is null ? null : await OfAsync(db, member, ct);
    }

    /// <summary>The program that holds a key, by the hash of the key; null when it is unknown or revoked.</summary>
    public async ValueTask<Actor?> KeyAsync(string hash, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var key = await db.Set<ApiKey>().AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, ct);
        if (key is null)
            return null;
        var role = await db.Set<Role>().AsNoTracking().Include(r => r.Grants).FirstAsync(r => r.Id == key.RoleId, ct);
        return new Actor(ActorKind.ApiKey, null, key.Name, Grants(role), role.AdminRights.ToHashSet(), [], []) { RoleId = role.Id };
    }

    private static async Task<Actor> OfAsync(ICrmDb db, Member member, CancellationToken ct)
    {
        var people = await db.Set<Member>().AsNoTracking().Select(m => new Person(m.Id, m.ManagerId, m.TeamId)).ToListAsync(ct);
        var below = Below(member.Id, people.ToLookup(p => p.ManagerId));
        var team = people.Where(p => p.Id == member.Id || (member.TeamId is not null && p.TeamId == member.TeamId)).Select(p => p.Id).Union(below);
        return new Actor(
            ActorKind.Member, member.Id, member.Name, member.Role is null ? NoGrants : Grants(member.Role),
            (member.Role?.AdminRights ?? []).ToHashSet(), [.. team], [.. below])
        {
            RoleId = member.RoleId,
            Zone = member.TimeZone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var own) ? own : null,
            Culture = member.Culture,
            Habits = member.Habits.Select(h => h.Split('=', 2)).ToDictionary(h => h[0], h => h[^1]),
        };
    }

    /// <summary>The member and everybody under it, however deep; a circle in the chart ends where it closes.</summary>
    private static HashSet<Guid> Below(Guid top, ILookup<Guid?, Person> reports)
    {
        var found = new HashSet<Guid> { top };
        var open = new Queue<Guid>(found);
        while (open.TryDequeue(out var next))
            foreach (var report in reports[next].Where(report => found.Add(report.Id)))
                open.Enqueue(report.Id);
        return found;
    }

    private static readonly Dictionary<(string, RecordAction), AccessScope> NoGrants = [];

    private static Dictionary<(string, RecordAction), AccessScope> Grants(Role role) =>
        role.Grants.ToDictionary(g => (g.RecordType, g.Action), g => g.Scope);

    private sealed record Person(Guid Id, Guid? ManagerId, Guid? TeamId);
}
