using System.Reflection;
using Crm.Core;
using Crm.Core.Records;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Runs a theory on every database for every registered record type.</summary>
public sealed class EveryTypeAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        using var services = new ServiceCollection().AddCrmCore().BuildServiceProvider();
        var names = services.GetRequiredService<RecordTypes>().All.Select(t => t.Name).ToList();
        return new OnEveryDatabaseAttribute().GetData(testMethod).SelectMany(on => names.Select(name => new[] { on[0], name }));
    }
}
