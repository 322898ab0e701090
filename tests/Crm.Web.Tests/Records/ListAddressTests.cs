using Crm.Core.Records.Views;
using Crm.Web.Records;
using Crm.Web.Records.Lists;

namespace Crm.Web.Tests.Records;

public sealed class ListAddressTests
{
    private static readonly ListView All = new(ListView.AllKey, "All", ViewDefinition.Plain, IsUsual: true);
    private static readonly ListView Open = new("open", "Open", ViewDefinition.Plain.With("filter", "stage eq 'open'"));
    private static readonly ListAddress Deals = new("deals", All, ViewDefinition.Plain);

    [Fact]
    public void A_link_carries_the_filter_and_the_search_as_they_were()
    {
        var address = Deals.With("filter", "company eq 'O''Neill & Söhne'") with { Search = "王 wei" };

        Assert.Equal("/deals?filter=company%20eq%20%27O%27%27Neill%20%26%20S%C3%B6hne%27&search=%E7%8E%8B%20wei", address.ToString());
        Assert.Equal(address, Read(address));
    }

    [Fact]
    public void A_link_reproduces_every_part_of_what_its_sender_saw()
    {
        var shown = ViewDefinition.Parts.Aggregate(ViewDefinition.Plain, (view, part) => view.With(part, $"{part} 1~2,-x"));

        Assert.Equal(shown, Read(new ListAddress("deals", All, shown)).Shown);
        Assert.Equal(shown, Read(new ListAddress("deals", Open, shown)).Shown);
    }

    [Fact]
    public void A_filter_taken_away_from_a_view_stays_away_in_the_link()
    {
        var widened = new ListAddress("deals", Open, Open.Definition).With("filter", null);

        Assert.True(widened.IsModified);
        Assert.Equal("/deals?view=open&filter=", widened.ToString());
        Assert.Null(Read(widened).Shown.Filter);
        Assert.False(Read(new ListAddress("deals", Open, Open.Definition)).IsModified);
    }

    [Fact]
    public void A_link_to_a_private_view_shows_the_same_to_someone_who_cannot_see_the_view()
    {
        var definition = ViewDefinition.Plain.With("filter", "amount gt 1000").With("columns", "name,amount~140~pin");
        var mine = new ListView("0198", "Mine", definition, new ViewEntry(Guid.NewGuid(), "Mine", ViewShare.Private, definition, true, true, false, []));
        var address = new ListAddress("deals", mine, definition).With("sort", "-amount").With("filter", null);

        Assert.Equal(address.Shown, ListAddress.Read("deals", address.Query(), [All]).Shown);
        Assert.Equal(address.Shown, ListAddress.Read("deals", address.Query(), [All, mine]).Shown);
    }

    [Fact]
    public void The_view_of_a_role_comes_first_and_all_records_are_still_to_be_had()
    {
        var everything = All with { IsUsual = false };
        var first = new ListView("0198", "Ours", Open.Definition, new ViewEntry(Guid.NewGuid(), "Ours", ViewShare.All, Open.Definition, false, false, true, []), IsUsual: true);

        Assert.Equal(first, ListAddress.Read("deals", "", [everything, first]).View);
        Assert.Equal("/deals?view=all", new ListAddress("deals", everything, everything.Definition).ToString());
        Assert.Equal(everything, ListAddress.Read("deals", "?view=all", [everything, first]).View);
    }

    [Fact]
    public void A_second_click_on_a_head_turns_the_order()
    {
        Assert.Equal("amount", Deals.SortedBy("amount", "-changedAt", add: false).Shown.Sort);
        Assert.Equal("-amount", Deals.SortedBy("amount", "amount", add: false).Shown.Sort);
        Assert.Equal("amount", Deals.SortedBy("amount", "-amount", add: false).Shown.Sort);
    }

    [Fact]
    public void A_click_with_shift_sorts_by_one_more_column() =>
        Assert.Equal("stage,-amount,name", Deals.SortedBy("name", "stage,-amount", add: true).Shown.Sort);

    [Fact]
    public void A_block_of_a_spreadsheet_keeps_tabs_and_line_breaks_that_stand_in_quotes() =>
        Assert.Equal([["a", "b\tc"], ["", "say \"so\"\nthen"], ["last"]], PasteBlock.Cells("a\t\"b\tc\"\r\n\t\"say \"\"so\"\"\nthen\"\r\nlast"));

    [Theory]
    [InlineData("Darcel Schlecht", "DS")]
    [InlineData("王伟", "王")]
    [InlineData("Hatfan · GTK 500", "H5")]
    [InlineData("acme", "A")]
    [InlineData("", "?")]
    public void A_name_has_initials(string name, string initials) => Assert.Equal(initials, Face.Initials(name));

    [Fact]
    public void A_board_has_an_address_of_its_own_and_is_saved_and_varied_like_any_view()
    {
        var saved = new ListView("0198", "By priority", ListView.PlainBoard.Definition.With("by", "source"),
            new ViewEntry(Guid.NewGuid(), "By priority", ViewShare.All, ViewDefinition.Plain, true, true, false, []));
        ListView[] views = [All, Open, ListView.PlainBoard, saved];
        var board = Deals.As(ViewKind.Board, views);

        Assert.Equal("/deals/board", board.ToString());
        Assert.False(board.IsModified);
        Assert.Equal("/deals/board?by=next", board.With("by", "next").ToString());
        Assert.Equal("/deals/board?view=0198", new ListAddress("deals", saved, saved.Definition).ToString());
        Assert.Equal("source", ListAddress.ReadBoard("deals", "?view=0198", views).Shown.By);
        Assert.Equal("/deals/board?view=open", new ListAddress("deals", Open, Open.Definition).As(ViewKind.Board, views).ToString());
        Assert.Equal("/deals", ListAddress.ReadBoard("deals", "", views).As(ViewKind.Table, views).ToString());
    }

    [Fact]
    public void The_month_of_a_calendar_stands_in_the_address_and_in_no_view()
    {
        var march = Deals.With("kind", "calendar") with { At = "2026-03" };

        Assert.Equal("/deals?kind=calendar&at=2026-03", march.ToString());
        Assert.Equal(march, Read(march));
        Assert.Null(march.Shown["at"]);
    }

    private static ListAddress Read(ListAddress address) => ListAddress.Read("deals", address.Query(), [All, Open]);
}
