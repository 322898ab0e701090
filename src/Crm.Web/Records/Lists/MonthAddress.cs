using System.Globalization;

namespace Crm.Web.Records.Lists;

/// <summary>Months as addresses name them: <c>2026-11</c>.</summary>
internal static class MonthAddress
{
    private const string Form = "yyyy-MM";

    /// <summary>The first day; null for what is no month, and for years in which nobody sells.</summary>
    public static DateOnly? Read(string? written) =>
        DateOnly.TryParseExact(written, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 1000 and < 9000 ? month : null;

    /// <summary>Null for the present month, which a plain address shows.</summary>
    public static string? Write(DateOnly month, DateOnly present) => month == present ? null : month.ToString(Form, CultureInfo.InvariantCulture);
}
