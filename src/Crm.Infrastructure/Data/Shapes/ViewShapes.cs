using Crm.Core.Records.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class SavedViewShape : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.RecordType).HasMaxLength(60);
        view.Property(v => v.Name).HasMaxLength(SavedView.MaxNameLength);
        view.Property(v => v.FirstFor).HasConversion(new JsonList<Guid>(), new JsonListComparer<Guid>());
        view.HasIndex(v => new { v.TenantId, v.RecordType });
    }
}
