namespace Crm.Core.Records.Importing.Reading;

/// <summary>Reads dates in one chosen order, with an optional time; full-width digits and signs count as plain ones.</summary>
public static class DateText
{
    private const int MaxLength = 60;

    public static ValueReading<DateReading> Read(ReadOnlySpan<char> text, DateOrder order)
    {
        text = text.Trim();
        if (text.IsEmpty) return ReadFault.Empty;
        if (text.Length > MaxLength) return ReadFault.Unreadable;

        var reader = new TextCursor(PlainWidth.Of(text, stackalloc char[MaxLength]));
        if (!Parts(ref reader, order, out var year, out var month, out var day)) return ReadFault.Unreadable;
        if (year.Digits == 2) return ReadFault.TwoDigitYear;
        if (year.Digits != 4) return ReadFault.Unreadable;
        if (!Exists(year.Value, month.Value, day.Value)) return ReadFault.NoSuchDay;

        var date = new DateOnly(year.Value, month.Value, day.Value);
        if (reader.AtEnd) return new DateReading(date);
        return TimeText.Read(ref reader, afterSign: order == DateOrder.Chinese) is var (time, offset)
            ? new DateReading(date, time, offset)
            : ReadFault.BadTime;
    }

    private static bool Parts(ref TextCursor reader, DateOrder order, out Number year, out Number month, out Number day)
    {
        (year, month, day) = (default, default, default);
        return order switch
        {
            DateOrder.Iso => reader.Take(4, out year) && reader.Take('-') && Short(ref reader, out month)
                && reader.Take('-') && Short(ref reader, out day),
            DateOrder.YearMonthDay => reader.Take(4, out year) && reader.TakeAny("/.", out var sign)
                && Short(ref reader, out month) && reader.Take(sign) && Short(ref reader, out day),
            DateOrder.Chinese => reader.Take(4, out year) && reader.Take('年') && Short(ref reader, out month)
                && reader.Take('月') && Short(ref reader, out day) && reader.TakeAny("日号號", out _),
            DateOrder.MonthDayYear => Short(ref reader, out month) && reader.TakeAny("/-", out var sign)
                && Short(ref reader, out day) && reader.Take(sign) && reader.Take(4, out year),
            DateOrder.DayMonthYear => Short(ref reader, out day) && reader.TakeAny("/-", out var sign)
                && Short(ref reader, out month) && reader.Take(sign) && reader.Take(4, out year),
            DateOrder.DayMonthYearDots => Short(ref reader, out day) && reader.Take('.') && Short(ref reader, out month)
                && reader.Take('.') && reader.Take(4, out year),
            _ => false,
        };
    }

    private static bool Short(ref TextCursor reader, out Number number) => reader.Take(2, out number);

    private static bool Exists(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
