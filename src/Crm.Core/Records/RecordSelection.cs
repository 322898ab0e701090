using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>Filter and search over an already permitted query.</summary>
internal static class RecordSelection
{
    public static async Task<Outcome<IQueryable<T>>> MatchingAsync<T>(
        ICrmDb db, IQueryable<T> records, FilterNode? filter, SearchedWords search, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
        where T : Record
    {
        var filtered = Filtered(records, filter, schema, type, actor, now);
        if (!filtered.Succeeded)
            return filtered;
        // What a hidden field held must not be found while its words are still there.
        return type.IsSearchStale && search.AsWritten.Count > 0
            ? Filtered(filtered.Value, TitleHolds(search, type), schema, type, actor, now)
            : Outcome<IQueryable<T>>.Done(await search.InAsync(db, filtered.Value, ct));
    }

    public static Outcome<IQueryable<T>> Filtered<T>(IQueryable<T> records, FilterNode? filter, TenantSchema schema, TenantType type, Actor actor, DateTime now)
        where T : Record
    {
        if (filter is null)
            return Outcome<IQueryable<T>>.Done(records);
        var condition = new FilterCompiler(schema, actor, now).Compile<T>(filter, type);
        return condition.Succeeded ? Outcome<IQueryable<T>>.Done(records.Where(condition.Value)) : Outcome<IQueryable<T>>.Refused(condition.Refusals);
    }

    private static FilterNode TitleHolds(SearchedWords search, TenantType type) =>
        FilterNode.All([.. search.AsWritten.Select(word => new FilterTerm(type.TitleField.Name, FilterOperator.Contains, word))])!;
}
