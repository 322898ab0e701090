using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Records.Dates;

/// <summary>What was typed in the signs that the rules are written in: plain digits, small letters, simplified characters, single spaces.</summary>
internal static partial class PlainSigns
{
    private const int MaxLength = 60;

    private const string Traditional = "後週個禮這點號兩時鐘裡";
    private const string Simplified = "后周个礼这点号两时钟里";

    /// <summary>Null for a text that is too long to be a day or a time.</summary>
    public static string? Of(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaxLength)
            return null;
        Span<char> signs = stackalloc char[text.Length];
        PlainWidth.Of(text, signs);
        for (var i = 0; i < signs.Length; i++)
            if (Traditional.IndexOf(signs[i]) is >= 0 and var at)
                signs[i] = Simplified[at];
        return Gaps().Replace(new string(signs).ToLower(CultureInfo.InvariantCulture), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
