using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class PipelineShape : IEntityTypeConfiguration<Pipeline>, IEntityTypeConfiguration<Stage>, IEntityTypeConfiguration<StageStay>
{
    public void Configure(EntityTypeBuilder<Pipeline> pipeline)
    {
        pipeline.Property(p => p.Name).HasMaxLength(80);
        pipeline.Property(p => p.RecordType).HasMaxLength(60);
        pipeline.HasMany(p => p.Stages).WithOne().HasForeignKey(s => new { s.TenantId, s.PipelineId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Stage> stage)
    {
        stage.Property(s => s.Name).HasMaxLength(80);
        stage.Property(s => s.Colour).HasMaxLength(20);
        stage.Property(s => s.RequiredFields).HasConversion(new JsonList<string>(), new JsonListComparer<string>()).HasDefaultValue(new List<string>());
    }

    public void Configure(EntityTypeBuilder<StageStay> stay)
    {
        stay.Property(s => s.RecordType).HasMaxLength(60);
        stay.Property(s => s.ByName).HasMaxLength(120);
        stay.HasIndex(s => new { s.TenantId, s.RecordType, s.RecordId, s.LeftAt });
        stay.HasIndex(s => new { s.TenantId, s.StageId, s.LeftAt });
    }
}

internal sealed class FieldOverlayShape : IEntityTypeConfiguration<FieldOverlay>
{
    public void Configure(EntityTypeBuilder<FieldOverlay> overlay)
    {
        overlay.Property(o => o.RecordType).HasMaxLength(60);
        overlay.Property(o => o.FieldName).HasMaxLength(60);
        overlay.Property(o => o.CustomKind).HasMaxLength(20);
        overlay.Property(o => o.Target).HasMaxLength(60);
        overlay.Property(o => o.Format).HasMaxLength(40);
        overlay.Property(o => o.Label).HasMaxLength(100);
        overlay.Property<List<Choice>>(nameof(FieldOverlay.Choices)).IsRequired(false).HasConversion(new JsonList<Choice>(), new JsonListComparer<Choice>());
        overlay.HasIndex(o => new { o.TenantId, o.RecordType, o.FieldName }).IsUnique();
    }
}

internal sealed class ChangeShape : IEntityTypeConfiguration<ChangeSet>, IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<ChangeSet> set)
    {
        set.Property(s => s.ActorName).HasMaxLength(120);
        set.HasIndex(s => new { s.TenantId, s.At });
        set.HasIndex(s => new { s.TenantId, s.ActorId, s.At });
        set.HasIndex(s => new { s.TenantId, s.CauseId });
        set.HasMany(s => s.Changes).WithOne().HasForeignKey(c => new { c.TenantId, c.ChangeSetId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Change> change)
    {
        change.Property(c => c.RecordType).HasMaxLength(60);
        change.Property(c => c.Fields).HasConversion(new JsonList<FieldChange>(), new JsonListComparer<FieldChange>());
        change.HasIndex(c => new { c.TenantId, c.RecordType, c.RecordId, c.At });
    }
}
