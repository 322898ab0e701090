using Crm.Core.Data;
using Crm.Core.Mail;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>Whom to invite: somebody new by name and e-mail, or a member without login (an imported sales person) by its id.</summary>
public sealed record Invitee(string? Name, string? Email, Guid RoleId, Guid? MemberId = null);

/// <summary>
/// Asks a colleague to join: makes the member row where there is none, and mails a link that works once within seven days.
/// Inviting somebody again withdraws the older link.
/// </summary>
public sealed class InviteMember(
    ICrmDbFactory dbs, RecordStore store, CurrentActor actors, TenantScope scope, Outbox outbox, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <returns>The member row that waits for its login.</returns>
    public async Task<Outcome<Guid>> RunAsync(Invitee invitee, string culture, SiteAddress site, CancellationToken ct)
    {
        var email = invitee.Email?.Trim() ?? "";
        var actor = await actors.GetAsync(ct);
        if (!actor.Has(AdminRight.ManageMembers))
            return new Refusal("not-permitted");
        if (!EmailKind.LooksLikeEmail(email))
            return new Refusal("email-unreadable", "email");
        await using var db = dbs.Open();
        if (!await db.Set<Role>().AnyAsync(r => r.Id == invitee.RoleId, ct))
            return new Refusal("role-unknown", "role");
        if (!await RoleRanks.ReachesAsync(db, actor, invitee.RoleId, ct))
            return new Refusal("role-too-high", "role");

        var row = await RowAsync(db, invitee, email, ct);
        if (!row.Succeeded)
            return row;
        var managed = await db.ManagedAsync(actor, row.Value, ct);
        if (!managed.Succeeded)
            return Outcome<Guid>.Refused(managed.Refusals);
        var member = managed.Value;
        if (member.UserId is not null && member.DeactivatedAt is null)
            return new Refusal("member-active", "email");

        member.RoleId = invitee.RoleId;
        member.DeactivatedAt = null;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Set<Invitation>().Where(i => i.MemberId == member.Id && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), ct);
        var secret = LinkSecret.Make();
        db.Set<Invitation>().Add(new Invitation
        {
            MemberId = member.Id,
            Email = email,
            TokenHash = secret.Hash,
            InvitedById = actor.MemberId ?? member.Id,
            CreatedAt = now,
            ExpiresAt = now + Life,
        });
        var saved = await db.SaveRightsAsync(ct);
        if (!saved.Succeeded)
            return Outcome<Guid>.Refused(saved.Refusals);
        await outbox.PutAsync(new Letter("invitation", email, culture)
        {
            TenantId = scope.Tenant.Id,
            Values = [scope.Tenant.Name, actor.Name, member.Name],
            Link = site.OnTenant(scope.Tenant.Address, $"/invitation/{secret.Token}"),
        }, site, ct);
        return member.Id;
    }

    private async Task<Outcome<Guid>> RowAsync(ICrmDb db, Invitee invitee, string email, CancellationToken ct)
    {
        var known = invitee.MemberId is { } id
            ? await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct)
            : await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Email == email, ct);
        if (known is null && invitee.MemberId is not null)
            return new Refusal("member-unknown");
        if (known is not null && known.Email == email)
            return known.Id;
        var written = known is null
            ? await store.CreateAsync(MemberType.TypeName, new Dictionary<string, object?> { ["name"] = NameOf(invitee, email), ["email"] = email }, ct)
            : await store.UpdateAsync(MemberType.TypeName, known.Id, new Dictionary<string, object?> { ["email"] = email }, null, ct);
        return written.Succeeded ? written.Value.Id : Outcome<Guid>.Refused(written.Refusals);
    }

    private static string NameOf(Invitee invitee, string email) =>
        string.IsNullOrWhiteSpace(invitee.Name) ? email.Split('@')[0] : invitee.Name.Trim();
}
