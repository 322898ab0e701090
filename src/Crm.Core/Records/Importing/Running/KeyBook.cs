using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing.Running;

/// <summary>What a text names: one record, none, or several (then <see cref="IsAmbiguous"/>).</summary>
internal readonly record struct KeyMatch(Guid? Id, bool IsAmbiguous)
{
    public static readonly KeyMatch None = new(null, false);

    public static readonly KeyMatch Many = new(null, true);
}

/// <summary>
/// The visible records of a type by the text of one field. Up to <see cref="MostLoaded"/> records are read once; beyond that
/// each batch asks for its own texts. An exact text wins over one that differs in upper and lower case.
/// </summary>
internal sealed class KeyBook(TenantType type, Field key)
{
    public const int MostLoaded = 100_000;

    private readonly Dictionary<string, KeyMatch> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyMatch> folded = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private bool? isWhole;

    public TenantType Type { get; } = type;

    public Field Key { get; } = key;

    /// <summary>After this, <see cref="Find"/> knows about the texts.</summary>
    public async Task EnsureAsync(ICrmDb db, Actor actor, IEnumerable<string> texts, CancellationToken ct)
    {
        if (isWhole is null)
        {
            isWhole = await Type.Type.Do(new CountRecords(db, actor, ct)) <= MostLoaded;
            if (isWhole.Value)
                Add(await Type.Type.Do(new LoadKeys(db, Key, null, actor, ct)));
        }
        if (isWhole.Value)
            return;
        if (asked.Count > 2 * MostLoaded)
        {
            exact.Clear();
            folded.Clear();
            asked.Clear();
        }
        var news = texts.Where(t => asked.Add(t)).ToArray();
        if (news.Length > 0)
            Add(await Type.Type.Do(new LoadKeys(db, Key, news, actor, ct)));
    }

    /// <summary>The texts that are known so far.</summary>
    public IEnumerable<string> Texts => exact.Keys;

    public KeyMatch Find(string text) =>
        exact.TryGetValue(text, out var same) ? same : folded.GetValueOrDefault(text, KeyMatch.None);

    /// <summary>Remembers a record that this import made.</summary>
    public void Add(string text, Guid id)
    {
        Add(exact, text, id);
        Add(folded, text, id);
    }

    private void Add(IEnumerable<KeyedRecord> records)
    {
        foreach (var record in records)
            if (record.Key is { Length: > 0 } text)
                Add(text, record.Id);
    }

    private static void Add(Dictionary<string, KeyMatch> matches, string text, Guid id) =>
        matches[text] = matches.TryGetValue(text, out var known) && known.Id != id ? KeyMatch.Many : new KeyMatch(id, false);

    private sealed class CountRecords(ICrmDb db, Actor actor, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public Task<int> Run<T>(RecordType<T> recordType) where T : Record =>
            db.Set<T>().AsNoTracking().Permitted(actor, recordType, RecordAction.View).Take(MostLoaded + 1).CountAsync(ct);
    }

    private sealed class LoadKeys(ICrmDb db, Field key, string[]? only, Actor actor, CancellationToken ct) : IRecordWork<Task<List<KeyedRecord>>>
    {
        public Task<List<KeyedRecord>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var column = (Expression<Func<T, string?>>)key.Value;
            var records = db.Set<T>().AsNoTracking().Permitted(actor, recordType, RecordAction.View);
            if (only is not null)
            {
                Expression<Func<string?, bool>> wanted = value => only.Contains(value);
                records = records.Where(Expression.Lambda<Func<T, bool>>(FieldAccess.Inline(wanted, column.Body), column.Parameters));
            }
            return records.Select(Expression.Lambda<Func<T, KeyedRecord>>(
                Expression.MemberInit(Expression.New(typeof(KeyedRecord)),
                    Expression.Bind(typeof(KeyedRecord).GetProperty(nameof(KeyedRecord.Id))!, Expression.Property(column.Parameters[0], nameof(Record.Id))),
                    Expression.Bind(typeof(KeyedRecord).GetProperty(nameof(KeyedRecord.Key))!, column.Body)),
                column.Parameters)).ToListAsync(ct);
        }
    }

    private sealed class KeyedRecord
    {
        public Guid Id { get; init; }

        public string? Key { get; init; }
    }
}
