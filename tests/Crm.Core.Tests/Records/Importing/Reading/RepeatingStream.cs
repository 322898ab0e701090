namespace Crm.Core.Tests.Records.Importing.Reading;

/// <summary>A file as large as one likes that is nowhere: a beginning, then the same bytes over and over.</summary>
internal sealed class RepeatingStream(byte[] beginning, byte[] repeated, long times) : Stream
{
    private long position;

    public override long Length => beginning.Length + repeated.Length * times;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && position < Length)
        {
            ReadOnlySpan<byte> from = position < beginning.Length
                ? beginning.AsSpan((int)position)
                : repeated.AsSpan((int)((position - beginning.Length) % repeated.Length));
            var size = Math.Min(from.Length, buffer.Length - read);
            from[..size].CopyTo(buffer[read..]);
            read += size;
            position += size;
        }

        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
