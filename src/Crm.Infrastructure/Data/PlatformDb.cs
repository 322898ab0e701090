using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Mail;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Data;

/// <summary>The platform's catalogue and logins; holds no tenant's business data, hence no tenant filter.</summary>
internal abstract class PlatformDb(DbContextOptions options) : IdentityUserContext<AppUser, Guid>(options), IPlatformDb
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    public abstract bool IsUniqueViolation(DbUpdateException failure);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Columns.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<AppUser>().ToTable("users");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
        builder.Entity<Tenant>(tenant =>
        {
            tenant.ToTable("tenants");
            tenant.Property(t => t.Id).ValueGeneratedNever();
            tenant.Property(t => t.Address).HasMaxLength(63);
            tenant.Property(t => t.Skeleton).HasMaxLength(80);
            tenant.Property(t => t.Name).HasMaxLength(120);
            tenant.Property(t => t.Currency).HasMaxLength(3);
            tenant.Property(t => t.TimeZone).HasMaxLength(60);
            tenant.Property(t => t.Culture).HasMaxLength(20);
            tenant.Property(t => t.Template).HasMaxLength(60);
            tenant.Ignore(t => t.State);
            tenant.HasIndex(t => t.Address).IsUnique();
            tenant.HasIndex(t => t.Skeleton).IsUnique();
        });
        builder.Entity<SignUp>(signUp =>
        {
            signUp.ToTable("sign_ups");
            signUp.Property(s => s.Id).ValueGeneratedNever();
            signUp.Property(s => s.Address).HasMaxLength(63);
            signUp.Property(s => s.Skeleton).HasMaxLength(80);
            signUp.Property(s => s.TokenHash).HasMaxLength(64);
            signUp.Property(s => s.Email).HasMaxLength(254);
            signUp.HasIndex(s => s.TokenHash);
            signUp.HasIndex(s => s.Skeleton);
        });
        builder.Entity<WorkItem>(work =>
        {
            work.ToTable("work_items");
            work.Property(w => w.Id).ValueGeneratedNever();
            work.Property(w => w.Kind).HasMaxLength(40);
            work.Property(w => w.Fence).IsConcurrencyToken();
            work.HasIndex(w => new { w.DoneAt, w.NotBefore });
            work.HasIndex(w => new { w.Kind, w.TargetId }).IsUnique().HasFilter("\"done_at\" IS NULL");
        });
        builder.Entity<OutgoingMail>(mail =>
        {
            mail.ToTable("outgoing_mails");
            mail.Property(m => m.Id).ValueGeneratedNever();
            mail.Property(m => m.To).HasMaxLength(254);
            mail.Property(m => m.MessageId).HasMaxLength(200);
            mail.HasIndex(m => new { m.SentAt, m.NotBefore });
        });
        builder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("data_protection_keys");
            key.HasKey(k => k.Name);
            key.Property(k => k.Name).HasMaxLength(200);
        });
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
            Columns.NameInSnakeCase(entity);
    }
}

/// <summary>One key of the ring that protects cookies and links, as the XML of ASP.NET Core Data Protection.</summary>
internal sealed class DataProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}
