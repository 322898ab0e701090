using Crm.Core.Records;

namespace Crm.Web.Records;

/// <summary>Titles of records of several types at once, as far as the person at hand may see them.</summary>
public sealed class RecordTitles(RecordReader reader)
{
    public async Task<IReadOnlyDictionary<RecordLink, string>> OfAsync(IEnumerable<RecordLink> links, CancellationToken ct)
    {
        var titles = new Dictionary<RecordLink, string>();
        foreach (var group in links.Distinct().GroupBy(l => l.Type))
            foreach (var (id, title) in await reader.TitlesAsync(group.Key, [.. group.Select(l => l.Id)], ct))
                titles[new RecordLink(group.Key, id)] = title;
        return titles;
    }
}
