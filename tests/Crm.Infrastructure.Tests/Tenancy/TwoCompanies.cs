using System.Reflection;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Acme and its rival in one database; made once for a test class and provider.</summary>
public sealed class TwoCompanies : IAsyncLifetime
{
    private readonly EveryDatabase databases = new();
    private readonly SemaphoreSlim making = new(1);
    private readonly Dictionary<DatabaseKind, (Company Acme, Company Rival)> made = [];

    public async Task<(Company Acme, Company Rival)> On(DatabaseKind kind)
    {
        await making.WaitAsync();
        try
        {
            if (made.TryGetValue(kind, out var known))
                return known;
            var database = await databases.On(kind);
            return made[kind] = (await database.SignUpAsync("Acme"), await database.SignUpAsync("Rival"));
        }
        finally
        {
            making.Release();
        }
    }

    public Task InitializeAsync() => databases.InitializeAsync();

    public Task DisposeAsync() => databases.DisposeAsync();
}

internal static class CompanyDatabase
{
    /// <summary>The company's tables, past the record engine: what a mistake in our own code would have in its hands.</summary>
    public static CrmDb Open(this Company company) => company.Database.Services.GetRequiredService<Databases>().Crm(company.Tenant.Id);
}

/// <summary>Runs a theory on every database for every entity of the tenant model.</summary>
public sealed class EveryEntityAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        using var db = DesignTime.Of(DatabaseProvider.Sqlite).Crm(CrmDb.NoTenant);
        var entities = db.Model.GetEntityTypes().Select(e => e.ClrType.Name).ToList();
        return new OnEveryDatabaseAttribute().GetData(testMethod).SelectMany(on => entities.Select(entity => new[] { on[0], entity }));
    }
}

/// <summary>Runs a theory on every database for every reference from one entity to another.</summary>
public sealed class EveryReferenceAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        using var db = DesignTime.Of(DatabaseProvider.Sqlite).Crm(CrmDb.NoTenant);
        var references = db.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Select(k => (k.DeclaringEntityType.ClrType.Name, Rows.OwnColumn(k).Name)).ToList();
        return new OnEveryDatabaseAttribute().GetData(testMethod).SelectMany(on => references.Select(r => new[] { on[0], r.Item1, r.Item2 }));
    }
}
