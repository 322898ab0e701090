using Crm.Core.Records.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class BulkRunShape : IEntityTypeConfiguration<BulkRun>
{
    public void Configure(EntityTypeBuilder<BulkRun> run)
    {
        run.Property(r => r.RecordType).HasMaxLength(60);
        run.Property(r => r.Problem).HasMaxLength(60);
        // Two workers that both believe it is their turn cannot both settle a batch.
        run.Property(r => r.Done).IsConcurrencyToken();
        run.HasIndex(r => new { r.TenantId, r.CreatedById, r.State });
    }
}

internal sealed class BulkProblemShape : IEntityTypeConfiguration<BulkProblem>
{
    public void Configure(EntityTypeBuilder<BulkProblem> problem)
    {
        problem.Property(p => p.Code).HasMaxLength(60);
        problem.Property(p => p.Field).HasMaxLength(60);
        problem.Property(p => p.Args).HasConversion(new JsonList<string>(), new JsonListComparer<string>());
        problem.HasOne<BulkRun>().WithMany().HasForeignKey(p => new { p.TenantId, p.BulkRunId }).OnDelete(DeleteBehavior.Cascade);
    }
}
