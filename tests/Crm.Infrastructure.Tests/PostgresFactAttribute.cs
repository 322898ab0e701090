using Crm.Tests;

namespace Crm.Infrastructure.Tests;

/// <summary>A test that needs the PostgreSQL server which eng/test starts; shown as skipped where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (ScratchDatabase.Server is null) Skip = "CRM_TEST_POSTGRES is not set; run eng/test.";
    }
}
