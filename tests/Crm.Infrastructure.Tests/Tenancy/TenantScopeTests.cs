using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Lock 1: nothing opens without a tenant, and a scope serves one.</summary>
public sealed class TenantScopeTests(TwoCompanies companies) : IClassFixture<TwoCompanies>
{
    [Theory, OnEveryDatabase]
    public async Task A_scope_that_entered_one_company_cannot_enter_another(DatabaseKind on)
    {
        var (acme, rival) = await companies.On(on);
        await using var scope = acme.As();
        var tenancy = scope.ServiceProvider.GetRequiredService<TenantScope>();

        tenancy.Enter(acme.Tenant with { Name = "Acme, renamed meanwhile" });
        Assert.Throws<InvalidOperationException>(() => tenancy.Enter(rival.Tenant));

        Assert.Equal(acme.Tenant.Id, tenancy.Tenant.Id);
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        Assert.Equal(acme.Tenant.Id, db.TenantId);
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_tenant_no_database_opens_and_nothing_is_read_or_written(DatabaseKind on)
    {
        var (acme, _) = await companies.On(on);
        await using var scope = acme.Database.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;

        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<ICrmDbFactory>().Open());
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("deals"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<RecordStore>().DeleteAsync("deals", Guid.Empty, default));
    }

    [Theory, OnEveryDatabase]
    public async Task Without_an_actor_nothing_is_read_although_the_tenant_is_known(DatabaseKind on)
    {
        var (acme, _) = await companies.On(on);
        await using var scope = acme.Database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(acme.Tenant);

        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("deals"), default));
    }
}
