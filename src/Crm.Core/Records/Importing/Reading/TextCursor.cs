namespace Crm.Core.Records.Importing.Reading;

/// <summary>A run of digits: its value and how many there were.</summary>
internal readonly record struct Number(int Value, int Digits);

/// <summary>Walks through a short text once, from left to right.</summary>
internal ref struct TextCursor(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    public readonly bool AtEnd => rest.IsEmpty;

    public bool Take(char c)
    {
        if (rest.IsEmpty || rest[0] != c) return false;
        rest = rest[1..];
        return true;
    }

    public bool TakeAny(ReadOnlySpan<char> chars, out char taken)
    {
        taken = rest.IsEmpty ? default : rest[0];
        return !rest.IsEmpty && chars.Contains(taken) && Take(taken);
    }

    public bool Take(string word)
    {
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        rest = rest[word.Length..];
        return true;
    }

    public bool TakeSpaces()
    {
        var before = rest.Length;
        rest = rest.TrimStart();
        return rest.Length < before;
    }

    /// <summary>One to <paramref name="most"/> digits; false when there is none or one too many.</summary>
    public bool Take(int most, out Number number)
    {
        int value = 0, digits = 0;
        while (digits < rest.Length && digits <= most && char.IsAsciiDigit(rest[digits]))
            value = value * 10 + (rest[digits++] - '0');

        number = new(value, digits);
        if (digits == 0 || digits > most) return false;
        rest = rest[digits..];
        return true;
    }

    /// <summary>The digits of a fraction of a second, in ticks.</summary>
    public bool TakeFraction(out long ticks)
    {
        ticks = 0;
        var digits = 0;
        for (; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++)
            if (digits < 7) ticks = ticks * 10 + (rest[digits] - '0');

        for (var i = digits; i < 7; i++) ticks *= 10;
        rest = rest[digits..];
        return digits > 0;
    }
}
