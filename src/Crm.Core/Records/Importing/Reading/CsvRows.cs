using System.Runtime.CompilerServices;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>The rows of an opened file, read once from the front, one in memory at a time. Made by <see cref="OpenCsv"/>.</summary>
public sealed class CsvRows
{
    private readonly CharacterSource source;
    private readonly RowScanner scanner;
    private ReadOnlyMemory<char> piece;
    private CsvRow? waiting;
    private long number;
    private bool finished;

    internal CsvRows(CharacterSource source, char delimiter) => (this.source, scanner) = (source, new RowScanner(delimiter));

    /// <summary>A name of its own for every column, never empty.</summary>
    public IReadOnlyList<string> Headers { get; private set; } = [];

    /// <summary>How far into the file reading has come; slightly ahead of the rows given out.</summary>
    public long BytesRead => source.BytesRead;

    /// <summary>The cells of the first row, also beyond those that were kept.</summary>
    internal int Width { get; private set; }

    /// <summary>
    /// The rows with a <see cref="CsvRow.Number"/> above <paramref name="afterRow"/>; those before are passed over without
    /// building their text. The file can be read once: a second call goes on where the first one stopped.
    /// </summary>
    public async IAsyncEnumerable<CsvRow> ReadAsync(long afterRow = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            scanner.Keeps = number >= afterRow;
            if (waiting is { } first)
            {
                waiting = null;
                number++;
                if (first.Number > afterRow) yield return first;
                continue;
            }

            if (!await AdvanceAsync(ct)) yield break;

            number++;
            if (scanner.Keeps) yield return Take();
        }
    }

    /// <summary>The first row that is not blank and not Excel's "sep=;" line; null in an empty file.</summary>
    internal async Task<CsvRow?> FirstAsync(CancellationToken ct)
    {
        if (!await AdvanceAsync(ct)) return null;
        if (SeparatorLine.Is(scanner.TakeCells()) && !await AdvanceAsync(ct)) return null;

        Width = scanner.CellCount;
        return waiting = new CsvRow(1, scanner.RowLine, scanner.TakeCells(), [.. scanner.Problems]);
    }

    internal void Begin(IReadOnlyList<string> headers, bool keepFirst)
    {
        Headers = headers;
        if (!keepFirst) waiting = null;
    }

    private async ValueTask<bool> AdvanceAsync(CancellationToken ct)
    {
        while (true)
        {
            var rowEnds = scanner.Scan(piece.Span, out var used);
            piece = piece[used..];
            if (rowEnds) return true;
            if (finished) return false;

            if (await source.NextAsync(ct) is { } next)
            {
                piece = next;
            }
            else
            {
                finished = true;
                return scanner.Finish();
            }
        }
    }

    private CsvRow Take()
    {
        var cells = scanner.TakeCells();
        RowProblem? ragged = null;
        if (scanner.CellCount < Headers.Count)
            ragged = new(RowFault.TooFewCells, null, scanner.CellCount, Headers.Count);
        else if (scanner.CellCount > cells.Length || cells.AsSpan(Headers.Count).ContainsAnyExcept(""))
            ragged = new(RowFault.TooManyCells, null, scanner.CellCount, Headers.Count);

        IReadOnlyList<RowProblem> problems = (ragged, scanner.Problems) switch
        {
            (null, []) => [],
            (null, var noted) => [.. noted],
            (_, var noted) => [ragged, .. noted],
        };
        return new(number, scanner.RowLine, cells, problems);
    }
}
