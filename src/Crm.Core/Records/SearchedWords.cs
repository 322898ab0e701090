using Crm.Core.Data;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records;

/// <summary>
/// The words of one search, folded the same way as the stored search text; at most six. Which records can hold them is asked of
/// the database once, however many questions of one answer (columns of a board) need it.
/// </summary>
internal sealed class SearchedWords(string? search)
{
    private const int MostWords = 6;

    private readonly string[] words = string.IsNullOrWhiteSpace(search)
        ? []
        : [.. SearchText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];

    private Task<IReadOnlyList<Guid>?>? holders;

    /// <summary>As they were written, for fields that hold no folded text.</summary>
    public IReadOnlyList<string> AsWritten { get; } = string.IsNullOrWhiteSpace(search)
        ? []
        : [.. search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];

    /// <summary>The records whose search text holds every word, each in any place.</summary>
    public async Task<IQueryable<T>> InAsync<T>(ICrmDb db, IQueryable<T> records, CancellationToken ct) where T : Record
    {
        if (words.Length == 0)
            return records;
        if (await (holders ??= db.HoldersAsync<T>(words, RecordQuery.CountLimit, ct)) is { } ids)
        {
            records = records.Where(r => ids.Contains(r.Id));
            // The index knows pieces of words; only the text says that they stand in one row.
            foreach (var word in words)
                records = records.Where(r => r.SearchText.Contains(word));
            return records;
        }
        // Of a comparison PostgreSQL guesses that a third comes through, of LIKE behind a policy that hardly anything does: then it
        // would read and sort all of what it finds soon in the order of the list.
#pragma warning disable CA1310 // An expression for the database, which knows no StringComparison; the texts are folded.
        foreach (var word in words)
            records = records.Where(r => r.SearchText.IndexOf(word) >= 0);
#pragma warning restore CA1310
        return records;
    }
}
