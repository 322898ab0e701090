using System.Numerics;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>A kind of value that a text can be read as.</summary>
public enum ValueKind
{
    /// <summary>A whole number without leading zeros.</summary>
    Whole,

    /// <summary>A number with a decimal point, as in 1,234.50.</summary>
    DecimalPoint,

    /// <summary>A number with a decimal comma, as in 1.234,50.</summary>
    DecimalComma,

    YesNo,
    Email,
}

/// <summary>Everything that one text can be read as.</summary>
/// <param name="Kinds">A bit for each <see cref="ValueKind"/>.</param>
/// <param name="Dates">A bit for each <see cref="DateOrder"/>.</param>
/// <param name="Disputed">A number by point and by comma, but not the same number: "1,234".</param>
internal readonly record struct ValueForms(int Kinds, int Dates, bool HasTime, bool Disputed)
{
    public static readonly int KindCount = Enum.GetValues<ValueKind>().Length;
    public static readonly int DateCount = Enum.GetValues<DateOrder>().Length;

    private const int Both = 1 << (int)ValueKind.DecimalPoint | 1 << (int)ValueKind.DecimalComma;

    public bool HasOneDate => BitOperations.PopCount((uint)Dates) == 1;

    public bool HasOneDecimal => BitOperations.PopCount((uint)(Kinds & Both)) == 1;

    public bool Is(ValueKind kind) => (Kinds & 1 << (int)kind) != 0;

    public bool Is(DateOrder order) => (Dates & 1 << (int)order) != 0;

    public static ValueForms Of(ReadOnlySpan<char> text)
    {
        int kinds = 0, dates = 0;
        bool hasTime = false, disputed = false;
        if (EmailText.Fits(text)) kinds |= 1 << (int)ValueKind.Email;
        if (YesNoText.Read(text).Succeeded) kinds |= 1 << (int)ValueKind.YesNo;
        if (HasDigit(text))
        {
            var point = NumberText.ReadPercent(text, DecimalMark.Point);
            var comma = NumberText.ReadPercent(text, DecimalMark.Comma);
            if (point.Succeeded) kinds |= 1 << (int)ValueKind.DecimalPoint;
            if (comma.Succeeded) kinds |= 1 << (int)ValueKind.DecimalComma;
            if (NumberText.ReadWhole(text).Succeeded) kinds |= 1 << (int)ValueKind.Whole;
            disputed = point.Succeeded && comma.Succeeded && point.Value != comma.Value;
            if (!point.Succeeded && !comma.Succeeded) (dates, hasTime) = DatesOf(text);
        }

        return new(kinds, dates, hasTime, disputed);
    }

    private static (int Dates, bool HasTime) DatesOf(ReadOnlySpan<char> text)
    {
        var dates = 0;
        var hasTime = false;
        for (var order = 0; order < DateCount; order++)
        {
            var reading = DateText.Read(text, (DateOrder)order);
            if (!reading.Succeeded) continue;
            dates |= 1 << order;
            hasTime |= reading.Value.Time is not null;
        }

        return (dates, hasTime);
    }

    private static bool HasDigit(ReadOnlySpan<char> text) =>
        text.IndexOfAnyInRange('0', '9') >= 0 || text.IndexOfAnyInRange('０', '９') >= 0;
}
