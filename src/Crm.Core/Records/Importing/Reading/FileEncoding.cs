using System.Text;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>An encoding that an uploaded file may be in. <see cref="Key"/> is stable and may be stored; <see cref="Name"/> is a technical name.</summary>
public sealed class FileEncoding
{
    public static readonly FileEncoding Utf8 = new("utf-8", "UTF-8", 65001);
    public static readonly FileEncoding Gb18030 = new("gb18030", "GB18030 / GBK", 54936);
    public static readonly FileEncoding Big5 = new("big5", "Big5", 950);
    public static readonly FileEncoding ShiftJis = new("shift_jis", "Shift-JIS", 932);
    public static readonly FileEncoding Windows1252 = new("windows-1252", "Windows-1252", 1252);
    public static readonly FileEncoding Utf16LittleEndian = new("utf-16le", "UTF-16 LE", 1200);
    public static readonly FileEncoding Utf16BigEndian = new("utf-16be", "UTF-16 BE", 1201);

    private readonly Encoding encoding;

    private FileEncoding(string key, string name, int codePage)
    {
        (Key, Name) = (key, name);

        // The default fallback of code pages is "?", which cannot be told from a real question mark.
        var broken = new DecoderReplacementFallback("\uFFFD");
        encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, broken)
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, broken);
    }

    public string Key { get; }

    public string Name { get; }

    /// <summary>Every encoding that can be read; on equal evidence the earlier one is the better guess.</summary>
    public static IReadOnlyList<FileEncoding> All { get; } =
        [Utf8, Gb18030, Big5, ShiftJis, Windows1252, Utf16LittleEndian, Utf16BigEndian];

    public static FileEncoding? Find(string? key) =>
        All.FirstOrDefault(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase));

    internal bool IsWide => this == Utf16LittleEndian || this == Utf16BigEndian;

    /// <summary>A decoder that gives U+FFFD for every broken byte and leaves a byte order mark in the text.</summary>
    internal Decoder NewDecoder() => encoding.GetDecoder();

    /// <summary>
    /// Old code pages give bytes that mean nothing to control characters (0x81 in Windows-1252) or to private ones (0xFF in
    /// Big5 and Shift-JIS): they are broken all the same.
    /// </summary>
    internal void MarkBroken(Span<char> text)
    {
        if (this == Utf8 || IsWide) return;
        Replace(text, '\u0080', '\u009F');
        Replace(text, '\uF8F0', '\uF8FF');

        static void Replace(Span<char> text, char from, char to)
        {
            for (var at = text.IndexOfAnyInRange(from, to); at >= 0; at = text.IndexOfAnyInRange(from, to))
            {
                text[at] = '\uFFFD';
                text = text[(at + 1)..];
            }
        }
    }

    internal int MostCharactersIn(int bytes) => encoding.GetMaxCharCount(bytes);
}
