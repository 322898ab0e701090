namespace Crm.Core.Records.Importing.Reading;

/// <summary>Reads the time that may follow a date: "T09:30", "9:30:00 PM", "下午 3:05", with fractions and an offset.</summary>
internal static class TimeText
{
    private static readonly (string Word, bool Afternoon)[] Halves =
        [("AM", false), ("PM", true), ("上午", false), ("下午", true)];

    /// <summary>Null when what remains is no time. The time must stand apart from the date unless the date ends in a sign of its own.</summary>
    public static (TimeOnly Time, TimeSpan? Offset)? Read(ref TextCursor reader, bool afterSign)
    {
        if (!reader.TakeAny("Tt", out _) && !reader.TakeSpaces() && !afterSign) return null;
        reader.TakeSpaces();

        var half = Half(ref reader);
        reader.TakeSpaces();
        if (!reader.Take(2, out var hour) || !reader.Take(':') || !reader.Take(2, out var minute) || minute.Digits != 2) return null;
        var second = default(Number);
        long fraction = 0;
        if (reader.Take(':'))
        {
            if (!reader.Take(2, out second) || second.Digits != 2) return null;
            if (reader.TakeAny(".,", out _) && !reader.TakeFraction(out fraction)) return null;
        }

        reader.TakeSpaces();
        half ??= Half(ref reader);
        if (half is not null) reader.TakeSpaces();
        if (!Offset(ref reader, out var offset) || !reader.AtEnd) return null;

        if (half is not null && hour.Value is < 1 or > 12) return null;
        var hours = half is { } afternoon ? hour.Value % 12 + (afternoon ? 12 : 0) : hour.Value;
        if (hours > 23 || minute.Value > 59 || second.Value > 59) return null;
        return (new TimeOnly(hours, minute.Value, second.Value).Add(TimeSpan.FromTicks(fraction)), offset);
    }

    private static bool? Half(ref TextCursor reader)
    {
        foreach (var (word, afternoon) in Halves)
            if (reader.Take(word))
                return afternoon;

        return null;
    }

    private static bool Offset(ref TextCursor reader, out TimeSpan? offset)
    {
        offset = null;
        if (reader.TakeAny("Zz", out _))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        if (!reader.TakeAny("+-", out var sign)) return true;
        if (!reader.Take(4, out var hours)) return false;
        var minutes = default(Number);
        if (hours.Digits == 4) (hours, minutes) = (new(hours.Value / 100, 2), new(hours.Value % 100, 2));
        else if (!reader.Take(':') || !reader.Take(2, out minutes)) return false;
        if (hours.Digits != 2 || minutes.Digits != 2 || hours.Value > 14 || minutes.Value > 59) return false;
        var size = new TimeSpan(hours.Value, minutes.Value, 0);
        offset = sign == '-' ? -size : size;
        return true;
    }
}
