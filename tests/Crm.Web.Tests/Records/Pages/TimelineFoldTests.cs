using Crm.Core.Records.Changes;
using Crm.Web.Records.Pages;

namespace Crm.Web.Tests.Records.Pages;

public sealed class TimelineFoldTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Changes_of_one_person_that_follow_one_another_are_folded() =>
        Assert.Equal([3], Sizes(Edit("Li", "amount"), Edit("Li", "city"), Edit("Li", "amount")));

    [Fact]
    public void Another_person_begins_anew() =>
        Assert.Equal([1, 2], Sizes(Edit("Vicki", "amount"), Edit("Li", "city"), Edit("Li", "amount")));

    [Fact]
    public void A_move_to_another_stage_is_never_folded_away() =>
        Assert.Equal([1, 1, 2], Sizes(Edit("Li", "amount"), Edit("Li", "stage"), Edit("Li", "city"), Edit("Li", "city")));

    [Fact]
    public void A_note_in_between_parts_the_changes() =>
        Assert.Equal([1, 1, 1], Sizes(Edit("Li", "amount"), new TimelineItem(Guid.NewGuid(), Noon, "Li", null, null), Edit("Li", "city")));

    [Fact]
    public void Creation_and_deletion_stand_alone_and_so_does_what_an_import_changed() =>
        Assert.Equal([1, 1, 1], Sizes(Edit("Li", "amount", cause: ChangeCause.Import), Edit("Li", "amount"), Edit("Li", "amount", ChangeAction.Created)));

    private static IEnumerable<int> Sizes(params TimelineItem[] items) =>
        TimelineFold.Of(items, c => c.Fields.Any(f => f.Field == "stage")).Select(f => f.Items.Count);

    private static TimelineItem Edit(string who, string field, ChangeAction action = ChangeAction.Updated, ChangeCause cause = ChangeCause.Edit) =>
        new(Guid.NewGuid(), Noon, who, new HistoryEntry(Guid.NewGuid(), Noon, who, action, cause, [new FieldChange(field, "1", "2")]), null);
}
