namespace Crm.Core.Shared;

/// <summary>The one place that makes identifiers: time-ordered UUIDs (version 7, RFC 9562), so that new rows land at the end of an index.</summary>
public static class Ids
{
    public static Guid Next() => Guid.CreateVersion7();
}
