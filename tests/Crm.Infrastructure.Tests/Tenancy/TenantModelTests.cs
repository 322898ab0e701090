using Crm.Core.Tenancy;
using Crm.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Record = Crm.Core.Records.Record;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Locks 2 and 3, read off the models: whatever entity is added later is looked at without anyone remembering it.</summary>
public sealed class TenantModelTests
{
    /// <summary>Tables of the catalogue that name a tenant. They hold what is to be done or sent for it, none of its records.</summary>
    private static readonly string[] CatalogueRowsThatNameATenant = ["outgoing_mails", "sign_ups", "work_items"];

    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory, MemberData(nameof(Providers))]
    public void Every_entity_of_a_tenants_database_is_owned_and_filtered(DatabaseProvider provider) => OnEachEntity(provider, entity =>
    {
        Assert.True(typeof(ITenantOwned).IsAssignableFrom(entity.ClrType), $"{entity.Name} belongs to nobody.");
        Assert.Contains(entity.GetDeclaredQueryFilters(), filter => filter.Key == "Tenant" && filter.Expression is not null);
        Assert.Equal(typeof(Record).IsAssignableFrom(entity.ClrType), entity.GetDeclaredQueryFilters().Any(f => f.Key == "SoftDelete"));
    });

    [Theory, MemberData(nameof(Providers))]
    public void The_tenant_leads_every_key_every_reference_and_every_index(DatabaseProvider provider) => OnEachEntity(provider, entity =>
    {
        Assert.All(entity.GetKeys(), key => LeadsWithTenant(key.Properties));
        Assert.All(entity.GetIndexes(), index => LeadsWithTenant(index.Properties));
        Assert.All(entity.GetForeignKeys(), key =>
        {
            LeadsWithTenant(key.Properties);
            LeadsWithTenant(key.PrincipalKey.Properties);
        });
    });

    [Theory, MemberData(nameof(Providers))]
    public void Every_tenant_owned_class_is_an_entity_and_every_record_type_has_one(DatabaseProvider provider)
    {
        using var db = DesignTime.Of(provider).Crm(CrmDb.NoTenant);
        var owned = typeof(Record).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsNested: false } && t.IsAssignableTo(typeof(ITenantOwned)));

        Assert.Equal(owned.OrderBy(t => t.FullName).ToList(), [.. db.Model.GetEntityTypes().Select(e => e.ClrType).OrderBy(t => t.FullName)]);
    }

    [Theory, MemberData(nameof(Providers))]
    public void The_catalogue_holds_nothing_that_a_tenant_owns(DatabaseProvider provider)
    {
        using var db = DesignTime.Of(provider).Platform();

        Assert.DoesNotContain(db.Model.GetEntityTypes(), e => e.ClrType.IsAssignableTo(typeof(ITenantOwned)));
        Assert.Equal(CatalogueRowsThatNameATenant,
            db.Model.GetEntityTypes().Where(e => e.FindProperty("TenantId") is not null).Select(e => e.GetTableName()!).Order());
    }

    [Fact]
    public void A_database_without_a_tenant_cannot_be_opened() =>
        Assert.Throws<ArgumentException>(() => DesignTime.Of(DatabaseProvider.Sqlite).Crm(Guid.Empty));

    private static void OnEachEntity(DatabaseProvider provider, Action<IEntityType> check)
    {
        using var db = DesignTime.Of(provider).Crm(CrmDb.NoTenant);
        var entities = db.Model.GetEntityTypes().ToList();
        Assert.True(entities.Count >= 15, "The model was not read.");
        Assert.All(entities, check);
    }

    private static void LeadsWithTenant(IReadOnlyList<IProperty> properties) => Assert.Equal("TenantId", properties[0].Name);
}
