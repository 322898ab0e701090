using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records;

/// <summary>Filter and search over an already permitted query.</summary>
internal static class RecordSelection
{
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
        foreach (var word in Words(search))
            records = records.Where(r => r.SearchText.Contains(word));
        return Outcome<IQueryable<T>>.Done(records);
    }

    /// <summary>The words of a search, folded the same way as the stored search text; at most six.</summary>
    public static IEnumerable<string> Words(string? search) => string.IsNullOrWhiteSpace(search)
        ? []
        : SearchText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6);
}
