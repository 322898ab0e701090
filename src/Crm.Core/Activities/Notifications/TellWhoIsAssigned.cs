using System.Globalization;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Changes;

namespace Crm.Core.Activities.Notifications;

/// <summary>Whoever is given a record by somebody else is told; many at once make one message.</summary>
internal sealed class TellWhoIsAssigned : IWriteWitness
{
    public void See(ICrmDb db, WrittenRecords written)
    {
        if (written.Cause is not (ChangeCause.Edit or ChangeCause.Api or ChangeCause.Bulk) || written.Type.Type.IsAdministrative
            || written.Type.Find("owner") is not { Target: MemberType.TypeName })
            return;
        var given = written.Records.Where(IsGiven).Where(r => r.Record.OwnerId is { } owner && owner != written.Actor.MemberId);
        foreach (var group in given.GroupBy(r => r.Record.OwnerId!.Value))
            db.Set<Notification>().Add(Message(group.Key, [.. group], written));
    }

    private static Notification Message(Guid member, IReadOnlyList<WrittenRecord> given, WrittenRecords written) => new()
    {
        MemberId = member,
        Kind = given.Count == 1 ? NotificationKind.Assigned : NotificationKind.AssignedMany,
        About = given.Count == 1 ? new RecordLink(written.Type.Name, given[0].Record.Id).ToString() : null,
        ByName = written.Actor.Name,
        Arguments = [written.Type.Name, given.Count.ToString(CultureInfo.InvariantCulture)],
        At = written.Now,
    };

    private static bool IsGiven(WrittenRecord one) => one.Action == ChangeAction.Created
        || (one.Action == ChangeAction.Updated && one.Differences.Any(d => d.Field == "owner"));
}
