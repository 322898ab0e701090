using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Activities.Notifications;

/// <summary>Whoever is mentioned in a text is told, once for each text, and not by themselves.</summary>
internal sealed class TellWhoIsMentioned : IWriteWitness
{
    private const int MostPeople = 50;
    private const int ExcerptLength = 160;

    public void See(ICrmDb db, WrittenRecords written)
    {
        // What an import or a template brings was said long ago.
        if (written.Cause is not (ChangeCause.Edit or ChangeCause.Api))
            return;
        foreach (var field in written.Type.Fields.Where(f => f.Kind is LongTextKind))
            foreach (var one in written.Records)
                foreach (var member in Newly(one, field).Where(m => m != written.Actor.MemberId).Take(MostPeople))
                    db.Set<Notification>().Add(new Notification
                    {
                        MemberId = member,
                        Kind = NotificationKind.Mention,
                        About = AboutOf(written, one.Record),
                        Entry = new RecordLink(written.Type.Name, one.Record.Id).ToString(),
                        ByName = written.Actor.Name,
                        Arguments = [Excerpt((string)field.Read(one.Record)!)],
                        At = written.Now,
                    });
    }

    private static IEnumerable<Guid> Newly(WrittenRecord one, Field field) => one.Action switch
    {
        ChangeAction.Created => Mentions.Of(field.Read(one.Record) as string),
        ChangeAction.Updated when one.Differences.FirstOrDefault(d => d.Field == field.Name) is { } change => Mentions.Of(change.After).Except(Mentions.Of(change.Before)),
        _ => [],
    };

    /// <summary>A note speaks of the record that it hangs on; any other record of itself.</summary>
    private static string AboutOf(WrittenRecords written, Record record) =>
        written.Type.Type.IsTimelineEntry && written.Type.Fields.FirstOrDefault(f => f.Kind is LinkKind)?.Read(record) is RecordLink about
            ? about.ToString()
            : new RecordLink(written.Type.Name, record.Id).ToString();

    private static string Excerpt(string text)
    {
        var plain = Mentions.Plain(text).ReplaceLineEndings(" ").Trim();
        return plain.Length <= ExcerptLength ? plain : plain[..(ExcerptLength - 1)].TrimEnd() + "…";
    }
}
