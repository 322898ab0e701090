using System.Collections;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Records;

/// <summary>
/// Several referenced records as a list or page shows them. Those that were deleted or are out of the reader's reach stay
/// among them without a title, so that an edit does not lose them.
/// </summary>
public sealed class RecordRefs(IEnumerable<RecordRef> records) : IReadOnlyList<RecordRef>, IEquatable<RecordRefs>
{
    private readonly RecordRef[] records = [.. records];

    public int Count => records.Length;

    /// <summary>Those that the reader may know of.</summary>
    public IEnumerable<RecordRef> Titled => records.Where(r => r.Title.Length > 0);

    /// <summary>The value as the store takes it.</summary>
    public ValueSet Ids => ReferencesKind.Of(records.Select(r => r.Id))!;

    public RecordRef this[int index] => records[index];

    public bool Equals(RecordRefs? other) => other is not null && records.SequenceEqual(other.records);

    public override bool Equals(object? obj) => Equals(obj as RecordRefs);

    public override int GetHashCode() => records.Length == 0 ? 0 : HashCode.Combine(records.Length, records[0]);

    public IEnumerator<RecordRef> GetEnumerator() => ((IEnumerable<RecordRef>)records).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => records.GetEnumerator();

    public override string ToString() => string.Join(", ", Titled.Select(r => r.Title));
}
