using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;

namespace Crm.Core.Records;

/// <summary>A record as a write leaves it. <paramref name="Differences"/> is empty for what was created.</summary>
public sealed record WrittenRecord(Record Record, ChangeAction Action, IReadOnlyList<FieldChange> Differences);

/// <summary>One act of one person on records of one type, about to be saved.</summary>
public sealed record WrittenRecords(TenantType Type, Actor Actor, DateTime Now, ChangeCause Cause, IReadOnlyList<WrittenRecord> Records);

/// <summary>
/// Sees every write of records, by whichever door, before it is saved, and may add rows of its own (never records) that then
/// are saved with it or not at all.
/// </summary>
public interface IWriteWitness
{
    void See(ICrmDb db, WrittenRecords written);
}
