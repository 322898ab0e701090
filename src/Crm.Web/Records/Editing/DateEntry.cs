using Crm.Core.Records.Dates;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Web.Records.Editing;

/// <summary>What stands in a box for a day or a time that is no field of a record: the text as typed, readable or not, so that nothing is lost.</summary>
public abstract class DateEntry(FieldFormat format)
{
    public FieldFormat Format { get; } = format;

    public string Text { get; protected set; } = "";

    /// <summary>Why the text is no value.</summary>
    public Refusal? Refusal { get; set; }

    internal abstract string Kind { get; }

    /// <summary>Takes what was typed: what can be read stands in the reader's form from now on, the rest stays and says what it is not.</summary>
    public abstract void Take(string? text);

    /// <summary>Whether there is a value; where there is none the box says so from now on.</summary>
    public bool IsGiven()
    {
        if (Text.Length == 0)
            Refusal ??= new Refusal("required");
        return Refusal is null;
    }
}

public sealed class DayEntry : DateEntry
{
    public DayEntry(FieldFormat format, DateOnly? day = null)
        : base(format) => Put(day);

    public DateOnly? Day { get; private set; }

    internal override string Kind => DateMarkup.Day;

    public void Put(DateOnly? day) => (Day, Text, Refusal) = (day, day is { } known ? DateForms.Write(known, Format.Culture) : "", null);

    public override void Take(string? text)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            Put(null);
        else if (FieldKinds.Date.TryParse(typed, Format, out var read))
            Put((DateOnly)read!);
        else
            (Day, Text, Refusal) = (null, typed, FieldKinds.Date.Unreadable("", typed, Format));
    }
}

public sealed class TimeEntry : DateEntry
{
    private static readonly TimeOnly Example = new(14, 30);

    public TimeEntry(FieldFormat format, TimeOnly? time = null)
        : base(format) => Put(time);

    public TimeOnly? Time { get; private set; }

    internal override string Kind => DateMarkup.Time;

    public void Put(TimeOnly? time) => (Time, Text, Refusal) = (time, time is { } known ? DateForms.Write(known, Format.Culture) : "", null);

    public override void Take(string? text)
    {
        var typed = text?.Trim() ?? "";
        var read = TypedTime.Read(typed);
        if (typed.Length == 0 || read is not null)
            Put(read);
        else
            (Time, Text, Refusal) = (null, typed, new Refusal("time-unreadable", null, typed, DateForms.Write(Example, Format.Culture)));
    }
}
