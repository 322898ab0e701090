using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Rates;
using Crm.Core.Records.Schema;

namespace Crm.Core.Records;

/// <summary>A question to a list: which columns of which records, in what order, from where.</summary>
public sealed record RecordQuery(string Type)
{
    public const int MaxPageSize = 200;

    /// <summary>How far rows are counted: beyond it a list says "more than".</summary>
    public const int CountLimit = 10_000;

    public FilterNode? Filter { get; init; }

    /// <summary>Words that the searchable fields must hold, in any script, accent or case.</summary>
    public string? Search { get; init; }

    /// <summary>Field names by importance, a leading minus for descending: <c>-amount,name</c>. Null means the type's own order.</summary>
    public string? Sort { get; init; }

    /// <summary>Names of the wanted fields; null means the type's list columns.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public int Skip { get; init; }

    /// <summary>Goes on behind the page that ended here (<see cref="RecordPage.End"/>, same sort): as quick at the end of a list as at its beginning.</summary>
    public RecordCursor? After { get; init; }

    public int Take { get; init; } = 50;

    /// <summary>Whether the answer counts all matching rows (up to <see cref="CountLimit"/>).</summary>
    public bool Count { get; init; }

    /// <summary>Money fields to be summed over all matching rows, in the tenant's currency.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>Whether a person or a program outside wrote its names: then withdrawn fields (<see cref="Field.IsWithdrawn"/>) are unknown.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Asks the recycle bin instead of the living records.</summary>
    public bool Deleted { get; init; }

    /// <summary>The schema by which this question's names are understood.</summary>
    internal TenantSchema On(TenantSchema schema) => IsFromOutside ? schema.Shown : schema;
}

/// <summary>One record with the asked columns, in their order: canonical values, <see cref="RecordRef"/> for references.</summary>
public sealed record RecordRow(Guid Id, int Version, IReadOnlyList<object?> Values)
{
    /// <summary>What the reader may do to the record, so that nothing is offered that would be refused; nothing where it was not asked.</summary>
    public RecordRights May { get; init; }
}

/// <summary>
/// A page of a list. <paramref name="Count"/> is null unless asked for; <paramref name="CountIsExact"/> is false when it
/// stopped at the limit.
/// </summary>
public sealed record RecordPage(
    IReadOnlyList<Field> Columns, IReadOnlyList<RecordRow> Rows, bool HasMore, int? Count, bool CountIsExact, IReadOnlyDictionary<string, long> Totals)
{
    /// <summary>For each asked total what it leaves out, as <see cref="Rates.ExchangeRates"/> has no rate for it; absent where nothing is.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CurrencySum>> Unrated { get; init; } = new Dictionary<string, IReadOnlyList<CurrencySum>>();

    /// <summary>Where the page ends, for the next one; null for an empty page.</summary>
    public RecordCursor? End { get; init; }
}
