using System.Text;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>A stream of bytes as pieces of text, one piece in memory at a time.</summary>
internal sealed class CharacterSource(Stream stream, FileEncoding encoding)
{
    private const int PieceSize = 64 * 1024;

    private readonly byte[] bytes = new byte[PieceSize];
    private readonly char[] chars = new char[encoding.MostCharactersIn(PieceSize)];
    private readonly Decoder decoder = encoding.NewDecoder();
    private bool begun;
    private bool ended;

    public long BytesRead { get; private set; }

    /// <summary>The first bytes as they came; filled by the first <see cref="NextAsync"/>.</summary>
    public ReadOnlyMemory<byte> FirstBytes { get; private set; }

    /// <summary>The next piece, valid until the next call; null at the end. May be empty.</summary>
    public async ValueTask<ReadOnlyMemory<char>?> NextAsync(CancellationToken ct)
    {
        if (ended) return null;

        var read = await stream.ReadAsync(bytes, ct);
        if (BytesRead == 0) FirstBytes = bytes.AsMemory(0, Math.Min(read, 16)).ToArray();
        BytesRead += read;
        ended = read == 0;
        var length = decoder.GetChars(bytes.AsSpan(0, read), chars, flush: ended);
        encoding.MarkBroken(chars.AsSpan(0, length));
        var from = !begun && length > 0 && chars[0] == '\uFEFF' ? 1 : 0;
        begun |= length > 0;
        return chars.AsMemory(from, length - from);
    }
}
