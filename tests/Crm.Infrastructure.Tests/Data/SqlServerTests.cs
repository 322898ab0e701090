using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Data;

/// <summary>
/// Shows by its skip that SQL Server was left out. Where CRM_TEST_SQLSERVER names a server, every theory of this project that
/// is marked <see cref="OnEveryDatabaseAttribute"/> runs there too.
/// </summary>
public sealed class SqlServerTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [SqlServerFact]
    public async Task A_company_signs_up_and_keeps_its_customers_on_SQL_Server()
    {
        var acme = await (await databases.On(DatabaseKind.SqlServer)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        foreach (var name in new[] { "顶点五金", "Hatfan", "Konex" })
            await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name }, CancellationToken.None);

        var page = await reader.PageAsync(new RecordQuery("companies")
        {
            Filter = new FilterTerm("name", FilterOperator.Contains, "五金"),
            Columns = ["name"],
            Count = true,
        }, CancellationToken.None);

        Assert.Equal("顶点五金", Assert.Single(page.Value.Rows).Values[0]);
        Assert.Equal(1, page.Value.Count);
    }
}
