using Crm.Infrastructure.Data;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Data;

public sealed class MigrationTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory, MemberData(nameof(Providers))]
    public void No_change_of_the_tenant_model_waits_for_a_migration(DatabaseProvider provider)
    {
        using var db = DesignTime.Of(provider).Crm(CrmDb.NoTenant);

        Assert.False(db.Database.HasPendingModelChanges(), "Run eng/add-migration.");
    }

    [Theory, MemberData(nameof(Providers))]
    public void No_change_of_the_catalogue_waits_for_a_migration(DatabaseProvider provider)
    {
        using var db = DesignTime.Of(provider).Platform();

        Assert.False(db.Database.HasPendingModelChanges(), "Run eng/add-migration.");
    }

    [Theory, OnEveryDatabase]
    public async Task An_empty_database_is_brought_to_the_present_and_stays_there_when_asked_again(DatabaseKind on)
    {
        var services = (await databases.On(on)).Services;
        await services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);

        await using var crm = services.GetRequiredService<Databases>().Crm(CrmDb.NoTenant);
        await using var platform = services.GetRequiredService<Databases>().Platform();
        Assert.Empty(await crm.Database.GetPendingMigrationsAsync());
        Assert.Empty(await platform.Database.GetPendingMigrationsAsync());
        Assert.NotEmpty(await crm.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public void The_scripts_for_SQL_Server_are_well_formed_and_make_every_table()
    {
        var databases = DesignTime.Of(DatabaseProvider.SqlServer);
        using DbContext crm = databases.Crm(CrmDb.NoTenant), platform = databases.Platform();

        foreach (var db in new[] { crm, platform })
        {
            var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
            Assert.Empty(TransactSql.Errors(script));
            Assert.All(db.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()), e => Assert.Contains($"CREATE TABLE [{e.GetTableName()}]", script));
        }
    }

    [Fact]
    public void The_parser_of_the_scripts_does_find_mistakes() =>
        Assert.NotEmpty(TransactSql.Errors("SELECT [id] FORM [deals];"));
}
