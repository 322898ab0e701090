namespace Crm.Core.Records.Importing.Reading;

/// <summary>Recognises files that are no text by their first bytes, whatever their name says.</summary>
internal static class FileKind
{
    /// <summary>The argument of <see cref="FileRefusal.NotText"/>, or null when nothing speaks against text.</summary>
    public static string? NotText(ReadOnlySpan<byte> first) => first switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "zip",              // xlsx too
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "xls",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "pdf",
        [0x1F, 0x8B, 8, ..] => "gzip",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
            or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "binary",
        _ => null,
    };

    /// <summary>More than a tenth of the text are control or broken characters: no encoding made sense of it.</summary>
    public static bool IsMostlyControls(ReadOnlySpan<char> text)
    {
        var odd = 0;
        foreach (var c in text)
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\r' or '\n')))
                odd++;

        return odd * 10 > text.Length;
    }
}
