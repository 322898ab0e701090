using System.Buffers;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>
/// Cuts a stream of characters into rows and cells by RFC 4180, forgivingly: any line ending, quotes over lines, stray quotes
/// as text. Holds one row; every fault is noted on the row and reading goes on.
/// </summary>
/// <remarks>
/// Not CsvHelper's reader, since that one gives up at an oversized record: here a quote that is never closed in a file of
/// 1 GB has to end as one row with a problem, in bounded memory. On well-formed files the two agree.
/// </remarks>
internal sealed class RowScanner(char delimiter)
{
    private enum Place { RowStart, CellStart, Plain, Quoted, QuoteSeen, AfterQuote }

    private readonly SearchValues<char> plainStops = SearchValues.Create([delimiter, '\r', '\n', '\0', '\uFFFD']);
    private readonly SearchValues<char> quotedStops = SearchValues.Create(['"', '\r', '\n', '\0', '\uFFFD']);
    private readonly List<int> cellEnds = [];
    private readonly List<RowProblem> problems = [];
    private char[] text = new char[4096];
    private int length;
    private int cellStart;
    private long cellLength;
    private long rowLength;
    private int cells;
    private bool quoted;
    private bool afterCarriageReturn;
    private long line = 1;
    private long quoteLine;
    private Place place = Place.RowStart;

    /// <summary>False while rows are only counted: nothing is kept of their text and faults.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>The line on which the finished row began.</summary>
    public long RowLine { get; private set; } = 1;

    /// <summary>How many cells the finished row has, also where fewer were kept.</summary>
    public int CellCount => cells;

    public IReadOnlyList<RowProblem> Problems => problems;

    /// <summary>Reads on to the end of a row. True when one is finished: take what it holds, then scan the rest of the characters.</summary>
    public bool Scan(ReadOnlySpan<char> chars, out int used)
    {
        used = 0;
        while (used < chars.Length)
        {
            var c = chars[used];
            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                if (c == '\n')
                {
                    if (place == Place.Quoted) Append(chars.Slice(used, 1));
                    used++;
                    continue;
                }
            }

            switch (place)
            {
                case Place.RowStart:
                    BeginRow();
                    break;
                case Place.CellStart when c == '"':
                    (place, quoted, quoteLine) = (Place.Quoted, true, line);
                    used++;
                    break;
                case Place.CellStart:
                    place = Place.Plain;
                    break;
                case Place.Quoted:
                    ScanQuoted(chars, ref used);
                    break;
                case Place.QuoteSeen when c == '"':
                    Append(chars.Slice(used++, 1));
                    place = Place.Quoted;
                    break;
                case Place.QuoteSeen:
                    place = Place.AfterQuote;
                    if (c != delimiter && c is not ('\r' or '\n' or '\0')) Note(RowFault.TextAfterQuote);
                    break;
                default:
                    if (ScanPlain(chars, ref used)) return true;
                    break;
            }
        }

        return false;
    }

    /// <summary>Says that no more characters come. True when that finishes a last row.</summary>
    public bool Finish()
    {
        if (place == Place.RowStart) return false;
        if (place == Place.Quoted) problems.Add(new(RowFault.UnterminatedQuote, cells, quoteLine));
        return EndRow();
    }

    public string[] TakeCells()
    {
        var taken = new string[cellEnds.Count];
        var start = 0;
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = new string(text, start, cellEnds[i] - start);
            start = cellEnds[i];
        }

        return taken;
    }

    private void BeginRow()
    {
        place = Place.CellStart;
        RowLine = line;
        (length, cellStart, cellLength, rowLength, cells, quoted) = (0, 0, 0, 0, 0, false);
        cellEnds.Clear();
        problems.Clear();
    }

    private void ScanQuoted(ReadOnlySpan<char> chars, ref int used)
    {
        var rest = chars[used..];
        var stop = rest.IndexOfAny(quotedStops);
        Append(stop < 0 ? rest : rest[..stop]);
        used += stop < 0 ? rest.Length : stop + 1;
        if (stop < 0) return;

        switch (rest[stop])
        {
            case '"':
                place = Place.QuoteSeen;
                return;
            case '\0':
                SkipNul();
                return;
            case '\uFFFD':
                Note(RowFault.BrokenCharacters);
                break;
            case var lineEnd:
                line++;
                afterCarriageReturn = lineEnd == '\r';
                break;
        }

        Append(rest.Slice(stop, 1));
    }

    private bool ScanPlain(ReadOnlySpan<char> chars, ref int used)
    {
        var rest = chars[used..];
        var stop = rest.IndexOfAny(plainStops);
        Append(stop < 0 ? rest : rest[..stop]);
        used += stop < 0 ? rest.Length : stop + 1;
        if (stop < 0) return false;

        var c = rest[stop];
        if (c == delimiter)
        {
            EndCell();
            place = Place.CellStart;
        }
        else if (c == '\0')
        {
            SkipNul();
        }
        else if (c == '\uFFFD')
        {
            Note(RowFault.BrokenCharacters);
            Append(rest.Slice(stop, 1));
        }
        else
        {
            line++;
            afterCarriageReturn = c == '\r';
            return EndRow();
        }

        return false;
    }

    private void Append(ReadOnlySpan<char> piece)
    {
        cellLength += piece.Length;
        rowLength += piece.Length;
        if (!Keeps || cells >= CsvLimits.Columns) return;

        if (cellLength > CsvLimits.CellLength) Note(RowFault.CellTooLong, CsvLimits.CellLength);
        if (rowLength > CsvLimits.RowLength) Note(RowFault.RowTooLong, CsvLimits.RowLength);
        var room = Math.Min(CsvLimits.CellLength - (length - cellStart), CsvLimits.RowLength - length);
        if (piece.Length > room) piece = piece[..room];
        if (length + piece.Length > text.Length) Array.Resize(ref text, Math.Max(text.Length * 2, length + piece.Length));
        piece.CopyTo(text.AsSpan(length));
        length += piece.Length;
    }

    private void SkipNul()
    {
        // Counted, so that a row of nothing else is a row whether or not its text is kept: row numbers must not depend on that.
        cellLength++;
        Note(RowFault.NulCharacters);
    }

    private void EndCell()
    {
        if (Keeps && cells < CsvLimits.Columns) cellEnds.Add(length);
        cells++;
        (cellStart, cellLength) = (length, 0);
    }

    /// <summary>True unless the line was blank; a blank line is no row.</summary>
    private bool EndRow()
    {
        var blank = cells == 0 && cellLength == 0 && !quoted;
        EndCell();
        place = Place.RowStart;
        return !blank;
    }

    /// <summary>Notes the first of each fault in a row; a thousand broken bytes are one thing to tell.</summary>
    private void Note(RowFault fault, long allowed = 0)
    {
        if (!Keeps) return;
        foreach (var noted in problems)
            if (noted.Fault == fault)
                return;

        problems.Add(new(fault, fault == RowFault.RowTooLong ? null : cells, Expected: allowed));
    }
}
