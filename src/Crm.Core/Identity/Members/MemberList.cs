using Crm.Core.Data;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

public enum MemberState { Active, Invited, WithoutLogin, Deactivated }

/// <summary>A member as the people page shows it.</summary>
public sealed record MemberLine(Guid Id, string Name, string? Email, string? Team, Guid? RoleId, MemberState State);

/// <summary>The members of the tenant, a page at a time, with role and state.</summary>
public sealed class MemberList(RecordReader reader, ICrmDbFactory dbs, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<MemberLine> Lines, int Count, bool HasMore)> PageAsync(string? search, int skip, CancellationToken ct)
    {
        var query = new RecordQuery(MemberType.TypeName) { Search = search, Columns = ["name", "email", "team"], Skip = skip, Take = PageSize, Count = true };
        var page = (await reader.PageAsync(query, ct)).Value;
        var ids = page.Rows.Select(r => r.Id).ToArray();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = dbs.Open();
        var rights = await db.Set<Member>().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.RoleId, m.UserId, m.DeactivatedAt }).ToDictionaryAsync(m => m.Id, ct);
        var invited = (await db.Set<Invitation>().Where(i => ids.Contains(i.MemberId) && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .Select(i => i.MemberId).ToListAsync(ct)).ToHashSet();
        return ([.. page.Rows.Where(r => rights.ContainsKey(r.Id)).Select(row => new MemberLine(
            row.Id, (string?)row.Values[0] ?? "", (string?)row.Values[1], (row.Values[2] as RecordRef?)?.Title, rights[row.Id].RoleId,
            rights[row.Id] switch
            {
                { DeactivatedAt: not null } => MemberState.Deactivated,
                { UserId: not null } => MemberState.Active,
                _ => invited.Contains(row.Id) ? MemberState.Invited : MemberState.WithoutLogin,
            }))], page.Count ?? 0, page.HasMore);
    }
}
