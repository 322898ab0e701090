using Crm.Core.Records.Boards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class CardLayoutShape : IEntityTypeConfiguration<CardLayout>
{
    public void Configure(EntityTypeBuilder<CardLayout> layout)
    {
        layout.Property(l => l.RecordType).HasMaxLength(60);
        layout.Property(l => l.Fields).HasConversion(new JsonList<string>(), new JsonListComparer<string>());
        layout.HasIndex(l => new { l.TenantId, l.RecordType, l.MemberId });
    }
}
