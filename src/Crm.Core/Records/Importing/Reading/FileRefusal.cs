namespace Crm.Core.Records.Importing.Reading;

/// <summary>Codes of the refusals that concern a whole file; the arguments of each stand in its remark.</summary>
public static class FileRefusal
{
    /// <summary>No byte, or nothing but blank lines.</summary>
    public const string Empty = "file-empty";

    /// <summary>A workbook, archive, picture or the like under the name of a text file. {0}: zip, xls, pdf, gzip or binary.</summary>
    public const string NotText = "file-not-text";

    /// <summary>{0}: columns found, {1}: the number from which on files are refused.</summary>
    public const string TooManyColumns = "file-too-many-columns";

    /// <summary>The header row has no end (a quote is never closed) or a name without measure. {0}: its line.</summary>
    public const string HeaderUnreadable = "file-header-unreadable";

    /// <summary>{0}: the key that no <see cref="FileEncoding"/> has.</summary>
    public const string UnknownEncoding = "file-encoding-unknown";

    /// <summary>{0}: the character that cannot separate cells (a quote, a line end).</summary>
    public const string UnusableDelimiter = "file-delimiter-unusable";
}
