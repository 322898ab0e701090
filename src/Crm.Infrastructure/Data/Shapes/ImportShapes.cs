using Crm.Core.Records.Importing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class ImportRunShape : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> run)
    {
        run.Property(r => r.RecordType).HasMaxLength(60);
        run.Property(r => r.FileName).HasMaxLength(260);
        run.Property(r => r.StoredFile).HasMaxLength(200);
        run.Property(r => r.Problem).HasMaxLength(60);
        // Two workers that both believe it is their turn cannot both settle a batch.
        run.Property(r => r.RowsDone).IsConcurrencyToken();
        run.HasIndex(r => new { r.TenantId, r.CreatedAt });
    }
}

internal sealed class ImportProblemShape : IEntityTypeConfiguration<ImportProblem>
{
    public void Configure(EntityTypeBuilder<ImportProblem> problem)
    {
        problem.Property(p => p.Cells).HasConversion(new JsonList<string>(), new JsonListComparer<string>());
        problem.Property(p => p.Refusals).HasConversion(new JsonList<ImportRowRefusal>(), new JsonListComparer<ImportRowRefusal>());
        problem.HasOne<ImportRun>().WithMany().HasForeignKey(p => new { p.TenantId, p.ImportRunId }).OnDelete(DeleteBehavior.Cascade);
        problem.HasIndex(p => new { p.TenantId, p.ImportRunId, p.Row });
    }
}
