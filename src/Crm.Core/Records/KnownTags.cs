using Crm.Core.Records.Filters;

namespace Crm.Core.Records;

/// <summary>The tags that records of a type have already, as far as the person at hand may see them.</summary>
public sealed class KnownTags(RecordReader reader)
{
    /// <summary>Tags that hold the words, the most used first, out of the records that changed last.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string type, string field, string words, int take, CancellationToken ct)
    {
        words = words.Trim();
        var page = await reader.PageAsync(new RecordQuery(type)
        {
            Columns = [field],
            Sort = "-changedAt",
            Take = RecordQuery.MaxPageSize,
            Filter = words.Length == 0 ? new FilterTerm(field, FilterOperator.NotEmpty) : new FilterTerm(field, FilterOperator.Contains, words),
        }, ct);
        if (!page.Succeeded)
            return [];
        return [.. page.Value.Rows.SelectMany(r => r.Values[0] as ValueSet ?? Enumerable.Empty<string>())
            .Where(t => t.Contains(words, StringComparison.CurrentCultureIgnoreCase))
            .GroupBy(t => t, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(take).Select(g => g.First())];
    }
}
