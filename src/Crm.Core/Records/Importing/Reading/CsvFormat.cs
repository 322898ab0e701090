namespace Crm.Core.Records.Importing.Reading;

/// <summary>
/// How a text file is to be read: what an inspection guesses and a person may correct. Plain values, so that an import can
/// store it and read the file again the same way.
/// </summary>
/// <param name="Encoding">A <see cref="FileEncoding.Key"/>.</param>
/// <param name="Delimiter">Comma, semicolon, tab, pipe, or whatever a person chose.</param>
/// <param name="HasHeader">Whether the first row holds names.</param>
/// <param name="UnnamedColumn">The word, in the person's language, for a column without a name: "Column" gives "Column 3".</param>
public sealed record CsvFormat(string Encoding, char Delimiter, bool HasHeader, string UnnamedColumn = "Column");
