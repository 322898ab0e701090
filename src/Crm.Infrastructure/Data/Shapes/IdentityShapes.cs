using Crm.Core.Identity;
using Crm.Core.Integration;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class MemberShape : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.HasOne(m => m.Role).WithMany().HasForeignKey(m => new { m.TenantId, m.RoleId });
        member.HasIndex(m => new { m.TenantId, m.UserId }).IsUnique().HasFilter("\"user_id\" IS NOT NULL AND \"deleted_at\" IS NULL");
        member.Property(m => m.Culture).HasMaxLength(20);
        member.Property(m => m.TimeZone).HasMaxLength(60);
        member.Property(m => m.Habits).HasConversion(new JsonList<string>(), new JsonListComparer<string>()).HasDefaultValue(new List<string>());
    }
}

internal sealed class RoleShape : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.Property(r => r.Name).HasMaxLength(80);
        role.Property(r => r.Key).HasMaxLength(40);
        role.Property(r => r.AdminRights).HasConversion(new JsonList<AdminRight>(), new JsonListComparer<AdminRight>());
        role.HasMany(r => r.Grants).WithOne().HasForeignKey(g => new { g.TenantId, g.RoleId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RoleGrant> grant) => grant.Property(g => g.RecordType).HasMaxLength(60);
}

internal sealed class InvitationShape : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.Property(i => i.Email).HasMaxLength(254);
        invitation.Property(i => i.TokenHash).HasMaxLength(64);
        invitation.HasIndex(i => new { i.TenantId, i.TokenHash });
        invitation.HasOne<Member>().WithMany().HasForeignKey(i => new { i.TenantId, i.MemberId });
    }
}

internal sealed class ApiKeyShape : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.Property(k => k.Name).HasMaxLength(80);
        key.Property(k => k.Prefix).HasMaxLength(20);
        key.Property(k => k.Hash).HasMaxLength(64);
        key.HasIndex(k => new { k.TenantId, k.Hash }).IsUnique();
        key.HasOne<Role>().WithMany().HasForeignKey(k => new { k.TenantId, k.RoleId });
    }
}
