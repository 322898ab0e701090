using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Reads a text as the canonical value of a field that needs no looking up.</summary>
internal static class ReadValue
{
    public static Outcome<object> Of(Field field, FieldPlan plan, string text, FieldFormat machine) => field.Kind switch
    {
        DateKind => Day(field, plan, text),
        Kinds.DateTimeKind => Moment(field, plan, text, machine.Zone),
        YesNoKind => YesNoText.Read(text).OrNull is { } flag ? Outcome<object>.Done(flag) : No(field, ImportRefusal.NoYesNo, text),
        MoneyKind => Amount(field, plan, text, machine.Currency),
        TagsKind => ValueSet.Of(SetKind.Split(text)) is { } tags && field.Kind.TryParse(tags.ToString(), machine, out var set) ? Outcome<object>.Done(set!) : No(field, ImportRefusal.Unreadable, text),
        PercentKind percent => Number(field, text, NumberText.ReadPercent(text, plan.Decimals), percent.IsFine, n => n is >= 0 and <= 100),
        YearKind => Number(field, text, NumberText.Read(text, plan.Decimals), n => n == Math.Truncate(n), n => n is >= 1 and <= 9999),
        IntegerKind => Number(field, text, NumberText.Read(text, plan.Decimals), n => n == Math.Truncate(n), n => Math.Abs(n) <= int.MaxValue),
        NumberKind => Number(field, text, NumberText.Read(text, plan.Decimals), _ => true, n => Math.Abs(n) < 1e15m),
        var kind => kind.TryParse(text, machine, out var value) && value is not null ? Outcome<object>.Done(value) : No(field, CodeOf(kind), text),
    };

    private static Outcome<object> Day(Field field, FieldPlan plan, string text)
    {
        var read = DateText.Read(text, plan.Dates);
        return read.Succeeded ? Outcome<object>.Done(read.Value.Day) : No(field, CodeOf(read.Fault), text);
    }

    private static Outcome<object> Moment(Field field, FieldPlan plan, string text, TimeZoneInfo zone)
    {
        var read = DateText.Read(text, plan.Dates);
        if (!read.Succeeded)
            return No(field, CodeOf(read.Fault), text);
        var wall = read.Value.Day.ToDateTime(read.Value.Time ?? TimeOnly.MinValue);
        if (read.Value.Offset is { } offset)
            return Outcome<object>.Done(new DateTimeOffset(wall, offset).UtcDateTime);
        if (zone.IsInvalidTime(wall))
            wall = wall.AddHours(1);
        return Outcome<object>.Done(TimeZoneInfo.ConvertTimeToUtc(wall, zone));
    }

    private static Outcome<object> Amount(Field field, FieldPlan plan, string text, string currency)
    {
        var read = NumberText.Read(text, plan.Decimals);
        return !read.Succeeded ? No(field, CodeOfNumber(read.Fault), text)
            : Money.Fits(read.Value, currency) ? Outcome<object>.Done(Money.FromMajor(read.Value, currency))
            : new Refusal(ImportRefusal.MoneyTooFine, field.Name, text, currency);
    }

    private static Outcome<object> Number(Field field, string text, ValueReading<decimal> read, Func<decimal, bool> isWhole, Func<decimal, bool> fits) =>
        !read.Succeeded ? No(field, CodeOfNumber(read.Fault), text)
        : !isWhole(read.Value) ? field.Kind is PercentKind { Decimals: > 0 and var decimals } ? new Refusal(ImportRefusal.TooFine, field.Name, text, decimals) : No(field, ImportRefusal.NotWhole, text)
        : fits(read.Value) ? Outcome<object>.Done(read.Value)
        : No(field, ImportRefusal.OutOfRange, text);

    private static string CodeOf(ReadFault? fault) => fault switch
    {
        ReadFault.NoSuchDay => ImportRefusal.NoSuchDay,
        ReadFault.TwoDigitYear => ImportRefusal.TwoDigitYear,
        _ => ImportRefusal.NoDate,
    };

    private static string CodeOfNumber(ReadFault? fault) => fault switch
    {
        ReadFault.Scientific => ImportRefusal.ScientificNumber,
        ReadFault.TooLarge => ImportRefusal.OutOfRange,
        _ => ImportRefusal.NoNumber,
    };

    private static string CodeOf(FieldKind kind) => kind switch
    {
        EmailKind => ImportRefusal.NoEmail,
        PhoneKind => ImportRefusal.NoPhone,
        UrlKind => ImportRefusal.NoUrl,
        _ => ImportRefusal.Unreadable,
    };

    private static Refusal No(Field field, string code, string text) => new(code, field.Name, text);
}
