namespace Crm.Core.Records.Importing.Reading;

/// <summary>Reads yes and no in English and Chinese words, 1 and 0.</summary>
public static class YesNoText
{
    private const int MaxLength = 10;

    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase)
        { "yes", "y", "true", "t", "1", "on", "是", "有", "对", "對", "真", "开", "開", "√", "✓", "✔" };

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase)
        { "no", "n", "false", "f", "0", "off", "否", "无", "無", "不", "不是", "没有", "沒有", "错", "錯", "假", "关", "關", "×", "✗", "✘" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> YesWords = Yes.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NoWords = No.GetAlternateLookup<ReadOnlySpan<char>>();

    public static ValueReading<bool> Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return ReadFault.Empty;
        if (text.Length > MaxLength) return ReadFault.Unreadable;

        var word = PlainWidth.Of(text, stackalloc char[MaxLength]);
        if (YesWords.Contains(word)) return true;
        return NoWords.Contains(word) ? false : ReadFault.Unreadable;
    }
}
