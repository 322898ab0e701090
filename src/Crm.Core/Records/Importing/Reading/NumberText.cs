using System.Globalization;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>The sign between whole and fraction: 1,234.50 or 1.234,50.</summary>
public enum DecimalMark
{
    Point,
    Comma,
}

/// <summary>
/// Reads numbers with one chosen decimal mark. Currency signs and codes, thousands separators in their right places,
/// (1,234.00) for negative and full-width digits are understood; anything else is refused rather than skipped.
/// </summary>
public static class NumberText
{
    private const int MaxLength = 60;
    private const int MaxWholeDigits = 18;

    public static ValueReading<decimal> Read(ReadOnlySpan<char> text, DecimalMark mark)
    {
        text = text.Trim();
        if (text.IsEmpty) return ReadFault.Empty;
        if (text.Length > MaxLength) return ReadFault.Unreadable;

        var rest = PlainWidth.Of(text, stackalloc char[MaxLength]);
        if (rest[^1] == '%') return ReadFault.Percent;

        var negative = NumberSigns.Strip(ref rest);
        if (negative is null) return ReadFault.Unreadable;

        Span<char> digits = stackalloc char[MaxLength];
        if (!Digits(rest, mark, digits, out var length))
            return IsScientific(rest) ? ReadFault.Scientific : ReadFault.Unreadable;
        if (!decimal.TryParse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return ReadFault.TooLarge;
        return negative.Value ? -value : value;
    }

    /// <summary>A number that may end in a percent sign: 60 for "60%" and for "60".</summary>
    public static ValueReading<decimal> ReadPercent(ReadOnlySpan<char> text, DecimalMark mark) =>
        Read(text.TrimEnd(" %％\u00A0"), mark);

    /// <summary>A whole number without separators or leading zeros, which mark codes (007) rather than amounts.</summary>
    public static ValueReading<long> ReadWhole(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return ReadFault.Empty;
        if (text.Length > MaxLength) return ReadFault.Unreadable;

        var digits = PlainWidth.Of(text, stackalloc char[MaxLength]);
        var negative = digits[0] == '-';
        if (negative) digits = digits[1..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || digits is ['0', _, ..]) return ReadFault.Unreadable;
        if (digits.Length > MaxWholeDigits) return ReadFault.TooLarge;

        var value = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    /// <summary>Copies the digits with "." as the mark. Groups are three digits after a first one of up to three, all by one separator.</summary>
    private static bool Digits(ReadOnlySpan<char> text, DecimalMark mark, Span<char> digits, out int length)
    {
        length = 0;
        var (point, grouping) = mark == DecimalMark.Point ? ('.', ',') : (',', '.');
        var end = text.IndexOf(point);
        var whole = end < 0 ? text : text[..end];
        var group = '\0';
        var run = 0;
        foreach (var c in whole)
        {
            if (char.IsAsciiDigit(c))
            {
                digits[length++] = c;
                run++;
            }
            else if ((c == grouping || c is ' ' or '\'') && (group == '\0' ? run is >= 1 and <= 3 : c == group && run == 3))
            {
                group = c;
                run = 0;
            }
            else
            {
                return false;
            }
        }

        if (group != '\0' && run != 3) return false;
        if (end < 0) return length > 0;

        var fraction = text[(end + 1)..];
        if (fraction.IsEmpty || fraction.ContainsAnyExceptInRange('0', '9')) return false;
        digits[length++] = '.';
        fraction.CopyTo(digits[length..]);
        length += fraction.Length;
        return true;
    }

    private static bool IsScientific(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        return e > 0 && e < text.Length - 1 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            && !text[..e].ContainsAnyExcept("0123456789.,") && !text[(e + 1)..].ContainsAnyExcept("0123456789+-");
    }
}
