namespace Crm.Core.Records.Importing.Reading;

/// <summary>What keeps a hostile or damaged file from filling the memory. Lengths are in UTF-16 characters.</summary>
public static class CsvLimits
{
    /// <summary>A file with this many columns, or more, is refused.</summary>
    public const int Columns = 2_000;

    /// <summary>A longer cell is cut here and reported on its row.</summary>
    public const int CellLength = 1024 * 1024;

    /// <summary>What a row holds beyond this is dropped and reported on it.</summary>
    public const int RowLength = 8 * CellLength;
}
