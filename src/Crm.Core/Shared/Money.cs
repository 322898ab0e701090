using System.Globalization;

namespace Crm.Core.Shared;

/// <summary>An amount in minor units (cents, fen) of an ISO 4217 currency.</summary>
public readonly record struct Money(long Minor, string Currency)
{
    public decimal Major => Minor / Scale(Currency);

    public static Money FromMajor(decimal amount, string currency) =>
        new((long)Math.Round(amount * Scale(currency), MidpointRounding.AwayFromZero), currency);

    /// <summary>Whether the amount has no more decimals than its currency allows, so that nothing is lost by storing it.</summary>
    public static bool Fits(decimal amount, string currency) =>
        Math.Abs(amount) < 90_000_000_000_000m && amount * Scale(currency) == Math.Truncate(amount * Scale(currency));

    /// <summary>Whether it has the form of an ISO 4217 code.</summary>
    public static bool IsCode(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);

    /// <summary>Digits after the decimal point, by ISO 4217.</summary>
    public static int Digits(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "XAF" or "XOF" or "UGX" => 0,
        "BHD" or "KWD" or "OMR" or "TND" or "JOD" or "IQD" or "LYD" => 3,
        _ => 2,
    };

    /// <summary>The amount for people: symbol of the currency, digits and separators of the culture.</summary>
    public string ToString(CultureInfo culture, bool trimZeroCents = true)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(Currency);
        var whole = trimZeroCents && Major == Math.Truncate(Major);
        return Major.ToString(whole ? "C0" : $"C{Digits(Currency)}", format);
    }

    public override string ToString() => $"{Major.ToString(CultureInfo.InvariantCulture)} {Currency}";

    /// <summary>The customary sign of a currency, or its code where there is none that people know.</summary>
    public static string Symbol(string currency) => currency switch
    {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "CNY" or "JPY" => "¥",
        "TWD" => "NT$",
        "HKD" => "HK$",
        "KRW" => "₩",
        "INR" => "₹",
        _ => currency + " ",
    };

    private static decimal Scale(string currency) => Digits(currency) switch { 0 => 1m, 3 => 1000m, _ => 100m };
}
