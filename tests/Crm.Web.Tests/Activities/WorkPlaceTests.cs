using Crm.Core.Records;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Web.Activities.WorkThrough;
using Microsoft.AspNetCore.DataProtection;

namespace Crm.Web.Tests.Activities;

public sealed class WorkPlaceTests
{
    private static readonly WorkItem Task = new(new RecordLink("tasks", Ids.Next()), new RecordLink("deals", Ids.Next()), "Send the offer", "task", null, false, true, "638.0.ab");

    [Fact]
    public void A_place_is_read_again_from_its_own_address()
    {
        var place = new WorkPlace("/deals?view=mine&search=a b", Of: 37).Behind(Task, done: true, later: false).Behind(Task, done: false, later: true);

        var read = WorkPlace.Read(place.ToString()["/work".Length..]);

        Assert.Equal(place, read);
        Assert.Equal((3, 1, 1, 0), (read.Number, read.Done, read.Later, read.Skipped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?n=-4&of=many&done=")]
    public void An_address_that_says_nothing_sensible_begins_the_day(string query)
    {
        Assert.Equal(new WorkPlace(WorkPlace.Day), WorkPlace.Read(query));
    }

    [Fact]
    public void What_was_neither_done_nor_put_off_was_skipped()
    {
        Assert.Equal(1, new WorkPlace(WorkPlace.Day).Behind(Task, false, false).Skipped);
    }

    [Fact]
    public void One_goes_back_to_what_was_skipped_past_what_is_done_and_on_again()
    {
        var first = new WorkPlace(WorkPlace.Day, Of: 4);
        var fourth = first.Behind(Task, false, false).Behind(Task with { Mark = "639.0.cd" }, done: true, later: false).Behind(Task with { Mark = "640.0.ef" }, false, false);

        var third = WorkPlace.Read(fourth.ToString()["/work".Length..]).Before()!;
        var again = third.Before()!;

        Assert.Equal(("639.0.cd", 3, 1, 1), (third.After, third.Number, third.Done, third.Skipped));
        Assert.Equal((null, 2, 1, 0), (again.After, again.Number, again.Done, again.Skipped));
        Assert.Null(again.Before());
    }

    [Fact]
    public void A_record_of_a_list_stays_where_it_is_and_is_gone_back_to_even_when_it_counts_as_done()
    {
        var deal = Task with { IsToDo = false };

        var back = new WorkPlace("/deals").Behind(deal, done: true, later: false).Before()!;

        Assert.Equal((null, 1, 0), (back.After, back.Number, back.Done));
    }

    [Fact]
    public void However_long_one_works_the_address_stays_short()
    {
        var place = Enumerable.Range(0, 200).Aggregate(new WorkPlace(WorkPlace.Day), (at, _) => at.Behind(Task, false, false));

        Assert.True(place.ToString().Length < 2000);
    }

    [Fact]
    public void A_place_in_a_list_is_nobodys_but_that_lists_and_that_companys()
    {
        var protection = new EphemeralDataProtectionProvider();
        var (acme, other) = (Cursors(protection), Cursors(protection));
        var cursor = new RecordCursor([null, "Konex", 12L, 7, new DateOnly(2026, 3, 1), new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc), 4.5m, true], Ids.Next());

        var text = acme.Write(cursor, "/deals")!;

        var read = acme.Read(text, "/deals")!;
        Assert.Equal(cursor.Id, read.Id);
        Assert.Equal(cursor.Keys, read.Keys);
        Assert.Null(acme.Read(text, "/leads"));
        Assert.Null(other.Read(text, "/deals"));
        Assert.Null(acme.Read("made up", "/deals"));
    }

    private static CursorText Cursors(IDataProtectionProvider protection)
    {
        var scope = new TenantScope();
        scope.Enter(new Tenant
        {
            Id = Ids.Next(),
            Address = "acme",
            Skeleton = "acme",
            Name = "Acme",
            Currency = "USD",
            TimeZone = "UTC",
            Culture = "en-US",
            Template = "b2b-sales",
            CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        }.ToInfo());
        return new CursorText(protection, scope);
    }
}
