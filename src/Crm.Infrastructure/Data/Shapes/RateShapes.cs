using Crm.Core.Records.Rates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Data.Shapes;

internal sealed class CurrencyRateShape : IEntityTypeConfiguration<CurrencyRate>
{
    public void Configure(EntityTypeBuilder<CurrencyRate> rate)
    {
        rate.Property(r => r.Currency).HasMaxLength(3);
        rate.Property(r => r.To).HasMaxLength(3);
        rate.Property(r => r.Rate).HasPrecision(18, 8);
        rate.Property(r => r.SetBy).HasMaxLength(120);
        rate.HasIndex(r => new { r.TenantId, r.Currency, r.To, r.ValidFrom }).IsUnique();
    }
}
