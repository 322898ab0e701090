using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;

namespace Crm.Core.Analytics;

/// <summary>
/// The figures of selling, for the dashboard and for reports alike: what is won, how often, how fast, by whom, and what is
/// still open. Everything is added up by the database, over the deals that the actor may see. Six grouped queries, one after
/// the other on one connection, so that a busy morning of dashboards does not take the connections away from the others.
/// </summary>
public sealed class SalesFigures(ICrmDbFactory dbs, RecordReader reader, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    public async Task<Outcome<SalesReport>> RunAsync(SalesSelection selection, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        await using var db = dbs.Open();
        var reading = new SalesReading(db, reader, schema, await actors.GetAsync(ct), clock.GetUtcNow().UtcDateTime, selection, ct);
        try
        {
            return await reading.RunAsync();
        }
        catch (SalesReading.RefusedException refused)
        {
            return Outcome<SalesReport>.Refused(refused.Refusals);
        }
    }
}
