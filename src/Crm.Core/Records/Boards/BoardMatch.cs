using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>The permitted records of a board that match what is asked for.</summary>
internal sealed record BoardMatch(
    ICrmDb Db, RecordReader Reader, TenantSchema Schema, TenantType Type, Actor Actor, DateTime Now, BoardSelection Selection)
{
    private readonly SearchedWords words = new(Selection.Search);

    /// <summary>For boards by what is next: that of every record of the type.</summary>
    public IReadOnlyDictionary<Guid, NextActivity>? Nexts { get; init; }

    public required INextActivities Activities { get; init; }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, Actor.Zone ?? Schema.Tenant.Zone));

    public Task<IReadOnlyDictionary<Guid, NextActivity>> NextOfAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Activities.RunAsync(Db, Type.Name, ids, ct);

    public string ColumnOf(Guid id) => (Nexts!.GetValueOrDefault(id)?.When(Today) ?? NextWhen.None).ToString().ToLowerInvariant();

    /// <summary>Those of the records whose next activity is then.</summary>
    public IQueryable<T> At<T>(IQueryable<T> records, NextWhen when) where T : Record
    {
        var ids = Nexts!.Where(n => when == NextWhen.None || n.Value.When(Today) == when).Select(n => n.Key).ToArray();
        return when == NextWhen.None ? records.Where(r => !ids.Contains(r.Id)) : records.Where(r => ids.Contains(r.Id));
    }

    public TargetReach Reach { get; } = new(Schema, Actor);

    /// <param name="place">Where on the board; null for anywhere.</param>
    public async Task<Outcome<IQueryable<T>>> RecordsAsync<T>(FilterNode? place, CancellationToken ct) where T : Record
    {
        var records = await Reader.QueryAsync<T>(Db, FilterNode.All(Selection.Filter, place), ct, isFromOutside: true);
        return records.Succeeded
            ? await RecordSelection.MatchingAsync(Db, records.Value, null, words, Schema, Type, Actor, Now, ct)
            : records;
    }
}
