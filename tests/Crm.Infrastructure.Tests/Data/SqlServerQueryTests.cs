using System.Data;
using System.Data.Common;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Data.SqlServer;
using Crm.Infrastructure.Tests.Records;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Data;

/// <summary>
/// What the record engine would say to SQL Server, without one: the real reader over the real context, whose commands are
/// noted and answered with nothing. Their syntax is checked; that they find the right rows needs a server.
/// </summary>
public sealed class SqlServerQueryTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Fact]
    public async Task Every_list_filter_order_and_total_is_well_formed_Transact_SQL()
    {
        var acme = await (await databases.On(DatabaseKind.Sqlite)).SignUpAsync();
        await OwnFields.AddToEveryTypeAsync(acme);
        await using var scope = acme.As();
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(default);
        scope.ServiceProvider.GetRequiredService<SchemaCache>().Entries[acme.Tenant.Id] = (schema, DateTime.MaxValue);
        var actors = scope.ServiceProvider.GetRequiredService<CurrentActor>();
        actors.Enter(await actors.GetAsync(default));
        var server = new NotedCommands();
        var reader = new RecordReader(
            new SqlServerWithoutServer(server, scope.ServiceProvider.GetRequiredService<CrmModel>(), acme.Tenant.Id),
            scope.ServiceProvider.GetRequiredService<SchemaSource>(), actors, TimeProvider.System);

        var figures = new RecordFigures(
            new SqlServerWithoutServer(server, scope.ServiceProvider.GetRequiredService<CrmModel>(), acme.Tenant.Id),
            scope.ServiceProvider.GetRequiredService<SchemaSource>(), reader, actors, TimeProvider.System);

        foreach (var type in schema.Types)
        {
            await reader.FindAsync(type.Name, acme.OwnerId, default);
            await reader.TitlesAsync(type.Name, [acme.OwnerId], default);
            await AskAsync(new RecordQuery(type.Name)
            {
                Search = "顶点 o'brien",
                Columns = [.. type.Fields.Select(f => f.Name)],
                Skip = 50,
                Totals = [.. type.Fields.Where(f => f.Kind is MoneyKind).Select(f => f.Name)],
                Deleted = true,
            });
            foreach (var field in type.Fields)
            {
                foreach (var key in new[] { null, Samples.Of(field.Kind).Select(v => field.SortBy is null ? field.Kind.ToStored(v, field.StoredType) : null).FirstOrDefault() })
                    await AskAsync(new RecordQuery(type.Name) { Sort = field.Name, Columns = [field.Name], After = new RecordCursor([key], Guid.NewGuid()) });
                var offered = ColumnFigure.Of(field).Where(f => f is Figure.Filled or Figure.Sum or Figure.Average || field.Kind is not (DateKind or Crm.Core.Records.Kinds.DateTimeKind));
                Assert.True((await figures.RunAsync(new RecordQuery(type.Name), [.. offered.Select(f => new ColumnFigure(field.Name, f))], default)).Succeeded);
                if (GroupBy.Read(field.Name, type) is { Span: null } by)
                    Assert.True((await figures.ByAsync(new RecordQuery(type.Name), by, [], default)).Succeeded);
                await AskAsync(new RecordQuery(type.Name)
                {
                    Filter = new FilterGroup(true, [.. field.Kind.Operators.Select(op => new FilterTerm(field.Name, op, Written(field, op)))]),
                    Sort = "-" + field.Name,
                    Columns = [field.Name],
                    Count = true,
                });
            }
        }

        async Task AskAsync(RecordQuery query)
        {
            var page = await reader.PageAsync(query, default);
            Assert.True(page.Succeeded, $"{query.Type} {query.Sort}: {string.Join(';', page.Refusals)}");
        }

        Assert.All(server.Texts, sql => Assert.Empty(TransactSql.Errors(sql)));
        Assert.All(server.Texts, sql => Assert.Contains("[tenant_id] = @", sql));
        Assert.Contains(server.Texts, sql => sql.Contains("JSON_VALUE("));
        Assert.Contains(server.Texts, sql => sql.Contains("OFFSET"));
    }

    private static string Written(Field field, FilterOperator op) => op.TakesPeriod() ? "this-quarter" : field.Kind switch
    {
        StageKind => "won",
        ReferencesKind => ((ValueSet)Samples.Of(field.Kind)[0])[0],
        ChoiceKind or SetKind => "o'brien",
        AutoNumberKind => "7",
        _ => field.Kind.Format(Samples.Of(field.Kind)[0], FieldFormat.Machine("USD")),
    };

    private sealed class SqlServerWithoutServer(NotedCommands notes, CrmModel model, Guid tenant) : ICrmDbFactory
    {
        private readonly DbContextOptions<SqlServerCrmDb> options = (DbContextOptions<SqlServerCrmDb>)new DbContextOptionsBuilder<SqlServerCrmDb>()
            .UseSqlServer("Server=nowhere").AddInterceptors(notes, new NeverOpened()).Options.WithExtension(new TenantOption(model, tenant, null));

        public ICrmDb Open() => new SqlServerCrmDb(options);
    }

    private sealed class NeverOpened : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class NotedCommands : DbCommandInterceptor
    {
        public HashSet<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            var answer = new DataTable();
            if (command.CommandText.StartsWith("SELECT COUNT(", StringComparison.Ordinal))
                answer = OneRow(0);
            else if (command.CommandText.StartsWith("SELECT COALESCE(SUM(", StringComparison.Ordinal))
                answer = OneRow(0L);
            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(answer.CreateDataReader()));
        }

        private static DataTable OneRow(object value)
        {
            var table = new DataTable { Columns = { { "value", value.GetType() } } };
            table.Rows.Add(value);
            return table;
        }
    }
}
