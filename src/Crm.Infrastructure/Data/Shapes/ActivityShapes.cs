using Crm.Core.Activities;
using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class NotificationShape : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.Property(n => n.About).HasMaxLength(100);
        notification.Property(n => n.Entry).HasMaxLength(100);
        notification.Property(n => n.ByName).HasMaxLength(120);
        notification.Property(n => n.Arguments).HasConversion(new JsonList<string>(), new JsonListComparer<string>());
        notification.HasIndex(n => new { n.TenantId, n.MemberId, n.At });
        notification.HasIndex(n => new { n.TenantId, n.MemberId, n.ReadAt });
    }
}

internal sealed class ReminderShape : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> reminder)
    {
        reminder.Property(r => r.About).HasMaxLength(100);
        reminder.Property(r => r.SettledAt).IsConcurrencyToken();
        reminder.HasIndex(r => new { r.TenantId, r.SettledAt, r.At });
    }
}

internal sealed class MutedKindShape : IEntityTypeConfiguration<MutedKind>
{
    public void Configure(EntityTypeBuilder<MutedKind> muted) => muted.HasIndex(m => new { m.TenantId, m.MemberId, m.Kind }).IsUnique();
}

internal sealed class MailedKindShape : IEntityTypeConfiguration<MailedKind>
{
    public void Configure(EntityTypeBuilder<MailedKind> mailed) => mailed.HasIndex(m => new { m.TenantId, m.MemberId, m.Kind }).IsUnique();
}

internal sealed class TimelinePinShape : IEntityTypeConfiguration<TimelinePin>
{
    public void Configure(EntityTypeBuilder<TimelinePin> pin)
    {
        pin.Property(p => p.About).HasMaxLength(100);
        pin.Property(p => p.Entry).HasMaxLength(100);
        pin.HasIndex(p => new { p.TenantId, p.About, p.Entry }).IsUnique();
    }
}
