namespace Crm.Core.Records.Importing.Reading;

/// <summary>One row of a file as text. A row with problems is still a row: who imports decides what becomes of it.</summary>
/// <param name="Number">Counted from 1 without the header and blank lines; where to go on after a crash.</param>
/// <param name="Line">The line of the file on which the row begins, counted from 1.</param>
/// <param name="Cells">As many as the row has: possibly fewer or more than there are columns.</param>
public sealed record CsvRow(long Number, long Line, IReadOnlyList<string> Cells, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>The cell of a column; empty where the row is too short.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    /// <summary>Nothing but delimiters and spaces.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>Something wrong with the shape of a row.</summary>
/// <param name="Column">The first column concerned, counted from 0; null when it concerns the whole row.</param>
/// <param name="Found">What was counted, where the fault is a number; for an unterminated quote the line on which it opens.</param>
/// <param name="Expected">The number it should have been, or may at most be.</param>
public sealed record RowProblem(RowFault Fault, int? Column = null, long Found = 0, long Expected = 0);

public enum RowFault
{
    TooFewCells,

    /// <summary>Cells beyond the last column that hold something; empty ones are no problem.</summary>
    TooManyCells,

    /// <summary>A quote that is never closed: the rest of the file is in this row.</summary>
    UnterminatedQuote,

    /// <summary>Text between a closing quote and the delimiter; it was kept.</summary>
    TextAfterQuote,

    /// <summary>NUL characters; they were left out, since databases refuse them.</summary>
    NulCharacters,

    /// <summary>Bytes that are not text in the chosen encoding, read as U+FFFD.</summary>
    BrokenCharacters,

    /// <summary>See <see cref="CsvLimits.CellLength"/>; the cell was cut.</summary>
    CellTooLong,

    /// <summary>See <see cref="CsvLimits.RowLength"/>; the row was cut.</summary>
    RowTooLong,
}
