using System.Globalization;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>Takes sign and currency off both ends of a number, in any order: "-$5", "US$ 5", "5,00 €", "RMB 100", "100元", "(5)".</summary>
internal static class NumberSigns
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "USD", "EUR", "GBP", "CNY", "RMB", "CNH", "HKD", "TWD", "NTD", "MOP", "JPY", "KRW", "SGD", "MYR", "THB", "VND", "IDR", "PHP",
        "INR", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "RUB", "BRL", "MXN", "ZAR", "AED", "TRY", "RM",
        "元", "圆", "圓", "人民币", "人民幣", "美元", "港元", "港币", "港幣", "欧元", "歐元", "日元", "新台币", "新臺幣", "块", "塊",
    };

    /// <summary>Currency only with a sign after it: US$, NT$, HK$. Alone they may be anything ("A5").</summary>
    private static readonly HashSet<string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
        { "US", "NT", "HK", "MOP", "A", "AU", "C", "CA", "CN", "S", "SG", "NZ", "R" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownPrefixes = Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for a negative number, false for another, null when the signs make no sense; the text is left with what is between.</summary>
    public static bool? Strip(ref ReadOnlySpan<char> text)
    {
        var negative = false;
        if (text is ['(', .., ')'])
        {
            text = text[1..^1];
            negative = true;
        }

        int signs = negative ? 1 : 0, currencies = 0;
        while (text.Length > 0 && TakeFront(ref text, ref negative, ref signs, ref currencies)) { }
        while (text.Length > 0 && TakeBack(ref text, ref negative, ref signs, ref currencies)) { }
        return signs <= 1 && currencies <= 2 && text.Length > 0 ? negative : null;
    }

    private static bool TakeFront(ref ReadOnlySpan<char> text, ref bool negative, ref int signs, ref int currencies)
    {
        var word = Letters(text);
        (var size, var sign, var currency) = text[0] switch
        {
            ' ' => (1, false, false),
            '-' or '+' => (1, true, false),
            var c when IsCurrency(c) => (1, false, true),
            _ when word > 0 && Known.Contains(text[..word]) => (word, false, true),
            _ when word > 0 && word < text.Length && IsCurrency(text[word]) && KnownPrefixes.Contains(text[..word]) => (word + 1, false, true),
            _ => (0, false, false),
        };
        if (sign) negative |= text[0] == '-';
        Count(sign, currency, ref signs, ref currencies);
        text = text[size..];
        return size > 0;
    }

    private static bool TakeBack(ref ReadOnlySpan<char> text, ref bool negative, ref int signs, ref int currencies)
    {
        var word = LettersAtEnd(text);
        (var size, var sign, var currency) = text[^1] switch
        {
            ' ' => (1, false, false),
            '-' => (1, true, false),                      // "100-", as some ledgers print it
            var c when IsCurrency(c) => (1, false, true),
            _ when word > 0 && Known.Contains(text[^word..]) => (word, false, true),
            _ => (0, false, false),
        };
        negative |= sign;
        Count(sign, currency, ref signs, ref currencies);
        text = text[..^size];
        return size > 0;
    }

    private static void Count(bool sign, bool currency, ref int signs, ref int currencies)
    {
        if (sign) signs++;
        if (currency) currencies++;
    }

    private static bool IsCurrency(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private static int Letters(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsLetter(text[count])) count++;
        return count;
    }

    private static int LettersAtEnd(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsLetter(text[^(count + 1)])) count++;
        return count;
    }
}
