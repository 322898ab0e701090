namespace Crm.Core.Records.Importing.Reading;

/// <summary>A value read from text, or the reason why there is none.</summary>
public readonly record struct ValueReading<T>(T Value, ReadFault? Fault)
    where T : struct
{
    public bool Succeeded => Fault is null;

    /// <summary>The value, or null when the text could not be read as one.</summary>
    public T? OrNull => Succeeded ? Value : null;

    public static implicit operator ValueReading<T>(T value) => new(value, null);

    public static implicit operator ValueReading<T>(ReadFault fault) => new(default, fault);
}

/// <summary>Why a text could not be read as a value of the chosen form.</summary>
public enum ReadFault
{
    Empty,

    /// <summary>Not of the chosen form at all.</summary>
    Unreadable,

    /// <summary>More than the kind of value can hold.</summary>
    TooLarge,

    /// <summary>"3/1/17": the century would be a guess.</summary>
    TwoDigitYear,

    /// <summary>Of the right form, but the calendar has no such day: month 13, 30 February.</summary>
    NoSuchDay,

    /// <summary>The day is fine, the time after it is not.</summary>
    BadTime,

    /// <summary>"1.38E+10": a spreadsheet has thrown digits away.</summary>
    Scientific,

    /// <summary>A percent sign where a plain number is expected.</summary>
    Percent,
}
