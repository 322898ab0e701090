using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records;

/// <summary>Filter and search over an already permitted query.</summary>
internal static class RecordSelection
{
    private const int MostWords = 6;

    public static Outcome<IQueryable<T>> Matching<T>(
        IQueryable<T> records, FilterNode? filter, string? search, TenantSchema schema, TenantType type, Actor actor, DateTime now) where T : Record
    {
        if (filter is not null)
        {
            var condition = new FilterCompiler(schema, actor, now).Compile<T>(filter, type);
            if (!condition.Succeeded)
                return Outcome<IQueryable<T>>.Refused(condition.Refusals);
            records = records.Where(condition.Value);
        }
        // What a hidden field held must not be found while its words are still there.
        if (type.IsSearchStale && TitleHolds(search, type) is { } title)
            return Matching(records, title, null, schema, type, actor, now);
        foreach (var word in Words(search))
            records = records.Where(r => r.SearchText.Contains(word));
        return Outcome<IQueryable<T>>.Done(records);
    }

    private static FilterNode? TitleHolds(string? search, TenantType type) => string.IsNullOrWhiteSpace(search)
        ? null
        : FilterNode.All([.. search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(word => new FilterTerm(type.TitleField.Name, FilterOperator.Contains, word))]);

    /// <summary>The words of a search, folded the same way as the stored search text; at most six.</summary>
    private static IEnumerable<string> Words(string? search) => string.IsNullOrWhiteSpace(search)
        ? []
        : SearchText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords);
}
