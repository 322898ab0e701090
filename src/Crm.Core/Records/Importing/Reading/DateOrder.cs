namespace Crm.Core.Records.Importing.Reading;

/// <summary>The forms of dates that files use. Which of them a column uses is the person's to confirm when several fit.</summary>
public enum DateOrder
{
    /// <summary>2017-03-01</summary>
    Iso,

    /// <summary>3/1/2017 or 3-1-2017 for 1 March (United States).</summary>
    MonthDayYear,

    /// <summary>1/3/2017 or 1-3-2017 for 1 March (Britain, France, Hong Kong).</summary>
    DayMonthYear,

    /// <summary>2017/3/1 or 2017.3.1 (China, Taiwan, Japan).</summary>
    YearMonthDay,

    /// <summary>2017年3月1日</summary>
    Chinese,

    /// <summary>01.03.2017 for 1 March (Germany, Russia).</summary>
    DayMonthYearDots,
}

/// <summary>A day as it stood in the text, with the time and the offset from UTC if they stood there too.</summary>
public readonly record struct DateReading(DateOnly Day, TimeOnly? Time = null, TimeSpan? Offset = null);
