using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>A field of the tenant's own of each kind on each type, so that whatever holds for built-in fields is asked of these too.</summary>
internal static class OwnFields
{
    public static async Task AddToEveryTypeAsync(Company company)
    {
        await using var scope = company.As();
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        foreach (var type in scope.ServiceProvider.GetRequiredService<RecordTypes>().All)
            foreach (var kind in FieldKinds.ForCustomFields)
                db.Set<FieldOverlay>().Add(new FieldOverlay
                {
                    RecordType = type.Name,
                    FieldName = $"own_{kind.Name}",
                    CustomKind = kind.Name,
                    Target = DefineField.NeedsTarget(kind) ? "contacts" : null,
                    Label = $"Own {kind.Name}",
                    Choices = kind is ChoiceKind or ChoicesKind ? [new Choice("红", "Red"), new Choice("it's", "Blue")] : null,
                });
        await db.SaveChangesAsync(default);
        scope.ServiceProvider.GetRequiredService<SchemaCache>().Forget(company.Tenant.Id);
    }
}
