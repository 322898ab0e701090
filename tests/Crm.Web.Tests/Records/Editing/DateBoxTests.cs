using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Crm.Core.Activities;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Web.Records.Editing;
using Crm.Web.Tests.Integration;

namespace Crm.Web.Tests.Records.Editing;

public sealed class DateBoxTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly RecordType Tasks = new TaskType();
    private static readonly DateOnly Day = new(2026, 3, 9);

    [Theory]
    [InlineData("en-US", "3/9/2026", "3/9/2026 2:05 PM")]
    [InlineData("zh-Hans", "2026-03-09", "2026-03-09 14:05")]
    [InlineData("zh-Hant", "2026-03-09", "2026-03-09 下午2:05")]
    public async Task A_day_and_a_moment_stand_in_their_boxes_as_the_reader_writes_them(string language, string day, string moment)
    {
        await using var editors = await Editors.InAsync(product, language);

        Assert.Equal(day, Box(editors.Show(Input("dueOn", Day))).GetAttribute("value"));
        // The reader sits in Shanghai, eight hours ahead.
        Assert.Equal(moment, Box(editors.Show(Input("dueAt", new DateTime(2026, 3, 9, 6, 5, 0)))).GetAttribute("value"));
    }

    [Theory]
    [InlineData("en-US", "tomorrow", "11/23/2026")]
    [InlineData("en-US", "2026-12-24", "12/24/2026")]
    [InlineData("zh-Hans", "下周五", "2026-11-27")]
    [InlineData("zh-Hant", "３天後", "2026-11-25")]
    public async Task What_was_understood_stands_in_the_box_when_it_is_committed(string language, string typed, string shown)
    {
        await using var editors = await Editors.InAsync(product, language);
        var (input, told) = (Input("dueOn", Day), 0);
        var editor = editors.Show(input, () => told++);

        Box(editor).Change(typed);

        Assert.Equal(shown, Box(editor).GetAttribute("value"));
        Assert.Equal(DateOnly.Parse(shown, CultureInfo.CurrentCulture), input.Read().Value);
        Assert.Equal(1, told);
        Assert.True(input.IsChanged);
    }

    [Theory]
    [InlineData("en-US", "“2/31/2026” is not a date. For example: 11/22/2026, tomorrow, friday or +2w.")]
    [InlineData("zh-Hans", "“2/31/2026”不是日期。可以这样写：2026-11-22、明天、周五、+2w。")]
    [InlineData("zh-Hant", "「2/31/2026」不是日期。可以這樣寫：2026-11-22、明天、週五、+2w。")]
    public async Task What_is_no_date_stays_as_it_was_typed_and_says_so(string language, string sentence)
    {
        await using var editors = await Editors.InAsync(product, language);
        var input = Input("dueOn", Day);
        var editor = editors.Show(input);

        Box(editor).Change("2/31/2026");

        Assert.Equal(("2/31/2026", "true"), (Box(editor).GetAttribute("value"), Box(editor).GetAttribute("aria-invalid")));
        var said = editor.Find("[role=alert]");
        Assert.Equal((sentence, Box(editor).GetAttribute("aria-describedby")), (said.TextContent, said.Id));
        Assert.False(input.Read().Succeeded);

        Box(editor).Change("");
        Assert.Empty(editor.FindAll("[role=alert],[aria-invalid]"));
        Assert.True(input.Read() is { Succeeded: true, Value: null });
    }

    [Fact]
    public async Task A_box_that_is_no_field_keeps_what_cannot_be_read_and_asks_for_what_is_needed()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var (day, time) = (new DayEntry(Reader, Day), new TimeEntry(Reader, new TimeOnly(9, 0)));
        IRenderedComponent<DateBox> Show(DateEntry entry) => editors.Render<DateBox>(p => p.Add(b => b.Entry, entry).Add(b => b.Label, "When"));
        var (days, times) = (Show(day), Show(time));
        Assert.Equal(("3/9/2026", "9:00 AM"), (Box(days).GetAttribute("value"), Box(times).GetAttribute("value")));

        Box(days).Change("end of month");
        Box(times).Change("after lunch");
        Assert.Equal((new DateOnly(2026, 11, 30), null), (day.Day, time.Time));
        Assert.Equal(("after lunch", "“after lunch” is not a time. For example: 2:30 PM, 930 or 2pm."), (Box(times).GetAttribute("value"), times.Find("[role=alert]").TextContent));

        Box(times).Change("1430");
        Assert.Equal((new TimeOnly(14, 30), "2:30 PM"), (time.Time, Box(times).GetAttribute("value")));
        Box(days).Change(" ");
        Assert.True(time.IsGiven());
        Assert.False(day.IsGiven());
        Assert.Equal("This is needed.", Show(day).Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task A_rule_whose_end_cannot_be_read_is_refused_and_does_not_go_on_for_ever()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Input("recurrence", "FREQ=WEEKLY;UNTIL=20270101");
        var editor = editors.Show(input);
        Assert.Equal("1/1/2027", Box(editor).GetAttribute("value"));

        Box(editor).Change("some day");
        Assert.Equal("recurrence-unreadable", input.Read().Refusals[0].Code);
        Assert.Equal("some day", Box(editor).GetAttribute("value"));

        Box(editor).Change("Feb 1, 2027");
        Assert.Equal("FREQ=WEEKLY;UNTIL=20270201", input.Read().Value);
    }

    private static FieldFormat Reader => new(CultureInfo.CurrentCulture, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), "USD") { Clock = new StoppedClock() };

    private static FieldInput Input(string field, object? value) => new(Tasks.Find(field)!, value, Reader);

    private static IElement Box<T>(IRenderedComponent<T> shown) where T : Microsoft.AspNetCore.Components.IComponent => shown.Find("[data-date-field]");

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    }
}
