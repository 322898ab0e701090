using System.Reflection;

namespace Crm.Jobs.Tests;

public sealed class LayerTests
{
    [Fact]
    public void Jobs_know_neither_the_web_nor_a_database_dialect()
    {
        var known = Assembly.Load("Crm.Jobs").GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.DoesNotContain(known, name =>
            name is "Crm.Web" or "Crm.Infrastructure" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}
