using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;

namespace Crm.Core.Records.Kinds;

/// <summary>A decimal number.</summary>
public class NumberKind : FieldKind
{
    public override string Name => "number";

    public override Type ValueType => typeof(decimal);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForOrdered;

    public override JsonStorage Storage => JsonStorage.Number;

    public override JsonObject Schema => new() { ["type"] = "number" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var read = decimal.TryParse(text.Trim(), NumberStyles.Number, format.Culture, out var number) && Math.Abs(number) < 1e15m;
        value = number;
        return read;
    }

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        decimal number = 0;
        var read = json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out number) && Math.Abs(number) < 1e15m;
        value = number;
        return read;
    }

    public override string Format(object value, FieldFormat format) =>
        format.Culture.Equals(CultureInfo.InvariantCulture)
            ? ((decimal)value).ToString("0.############################", format.Culture)
            : ((decimal)value).ToString("#,0.######", format.Culture);

    public override JsonNode ToJson(object value) => JsonValue.Create((decimal)value);

    public override object ToStored(object value, Type storedType) =>
        storedType == typeof(int) ? (object)checked((int)(decimal)value)
        : storedType == typeof(long) ? checked((long)(decimal)value)
        : storedType == typeof(double) ? (double)(decimal)value
        : value;
}

/// <summary>A whole number.</summary>
public class IntegerKind : NumberKind
{
    public override string Name => "integer";

    public override JsonObject Schema => new() { ["type"] = "integer" };

    public override bool TryParse(string text, FieldFormat format, out object? value) =>
        base.TryParse(text, format, out value) && IsWhole(value);

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value) =>
        base.TryReadJson(json, format, out value) && IsWhole(value);

    private static bool IsWhole(object? value) => value is decimal d && d == Math.Truncate(d) && Math.Abs(d) <= int.MaxValue;
}

/// <summary>A whole calendar year; written without separators.</summary>
public sealed class YearKind : IntegerKind
{
    public override string Name => "year";

    public override string Format(object value, FieldFormat format) => ((decimal)value).ToString("0.############################", CultureInfo.InvariantCulture);

    public override bool TryParse(string text, FieldFormat format, out object? value) =>
        base.TryParse(text, format, out value) && value is decimal and >= 1 and <= 9999;
}

/// <summary>A share of a hundred, 0–100, with so many decimals at most.</summary>
public sealed class PercentKind(int decimals = 0) : NumberKind
{
    public const int MaxDecimals = 4;

    public override string Name => "percent";

    public int Decimals { get; } = decimals;

    public override JsonObject Schema
    {
        get
        {
            var shape = new JsonObject { ["type"] = Decimals == 0 ? "integer" : "number", ["minimum"] = 0, ["maximum"] = 100 };
            if (Decimals > 0)
                shape["multipleOf"] = JsonValue.Create(new decimal(1, 0, 0, false, (byte)Decimals));
            return shape;
        }
    }

    public override bool TryParse(string text, FieldFormat format, out object? value) =>
        base.TryParse(text.Trim().TrimEnd('%', '％').TrimEnd(), format, out value) && Fits(value);

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value) => base.TryReadJson(json, format, out value) && Fits(value);

    public override string Format(object value, FieldFormat format) =>
        format.Culture.Equals(CultureInfo.InvariantCulture) ? base.Format(value, format) : base.Format(value, format) + "%";

    /// <summary>Whether the number has no more decimals than are kept.</summary>
    public bool IsFine(decimal number) => decimal.Round(number, Decimals) == number;

    private bool Fits(object? value) => value is decimal number and >= 0 and <= 100 && IsFine(number);
}

/// <summary>
/// An amount of money; the column holds minor units, the canonical value is <see cref="Money"/>. Its text names the currency
/// where that is not the format's own: <c>12.5</c>, <c>1000 JPY</c>.
/// </summary>
public sealed class MoneyKind : FieldKind
{
    public override string Name => "money";

    public override Type ValueType => typeof(Money);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForOrdered;

    public override JsonStorage Storage => JsonStorage.Number;

    public override JsonObject Schema => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["amount"] = new JsonObject { ["type"] = "number" },
            ["currency"] = new JsonObject { ["type"] = "string", ["minLength"] = 3, ["maxLength"] = 3 },
        },
        ["required"] = new JsonArray("amount"),
    };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        value = null;
        var bare = text.Trim().TrimStart('$', '€', '£', '¥', '￥').Trim();
        var currency = format.Currency;
        if (bare is [.., ' ', _, _, _] && Money.IsCode(bare[^3..]))
            (bare, currency) = (bare[..^4], bare[^3..]);
        // .NET overlooks NUL characters behind a number; a currency made of them must not pass for none.
        if (!StorableText.Is(text) || !decimal.TryParse(bare, NumberStyles.Number, format.Culture, out var amount) || !Money.Fits(amount, currency))
            return false;
        value = Money.FromMajor(amount, currency);
        return true;
    }

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = null;
        var currency = format.Currency;
        var number = json;
        if (json.ValueKind == JsonValueKind.Object)
        {
            if (!json.TryGetProperty("amount", out number))
                return false;
            if (json.TryGetProperty("currency", out var named))
            {
                if (named.ValueKind != JsonValueKind.String || named.GetString()!.ToUpperInvariant() is not { } code || !Money.IsCode(code))
                    return false;
                currency = code;
            }
        }
        if (number.ValueKind != JsonValueKind.Number || !number.TryGetDecimal(out var amount) || !Money.Fits(amount, currency))
            return false;
        value = Money.FromMajor(amount, currency);
        return true;
    }

    public override string Format(object value, FieldFormat format) => value is Money money
        ? format.Culture.Equals(CultureInfo.InvariantCulture)
            ? money.Major.ToString("0.###", CultureInfo.InvariantCulture) + (money.Currency == format.Currency ? "" : $" {money.Currency}")
            : money.ToString(format.Culture)
        : "";

    public override JsonNode ToJson(object value) =>
        new JsonObject { ["amount"] = ((Money)value).Major, ["currency"] = ((Money)value).Currency };

    public override object ToStored(object value, Type storedType) => ((Money)value).Minor;

    public override object FromStored(object stored) => throw new NotSupportedException("An amount is read together with its currency.");
}
