using Crm.Core.Shared;

namespace Crm.Core.Records.Changes;

/// <summary>
/// That records changed and were committed; receivers read again what they may see. No ids means many: any of the type may have
/// changed.
/// </summary>
public sealed record RecordsChanged(Guid TenantId, string RecordType, IReadOnlyList<Guid> Ids, Guid ChangeSetId, Guid? ActorId)
{
    public bool MayTouch(Guid id) => Ids.Count == 0 || Ids.Contains(id);
}

/// <summary>Tells open pages of this process what was committed, here or on another node. A subscriber hears its own tenant only.</summary>
public sealed class ChangeFeed : Feed<Guid, RecordsChanged>
{
    /// <summary>The tenants with open pages here.</summary>
    public IReadOnlyList<Guid> Tenants => Heard;

    public void Publish(RecordsChanged changed) => Publish(changed.TenantId, changed);
}
