using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Core.Records.Dates;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Records.Kinds;

/// <summary>A calendar day, the same in every time zone.</summary>
public sealed class DateKind : FieldKind
{
    public override string Name => "date";

    public override Type ValueType => typeof(DateOnly);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForDates;

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "date" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        if (!format.Culture.Equals(CultureInfo.InvariantCulture))
            return (value = TypedDay.Read(text, format.Culture, format.Today)) is not null;
        var read = DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        value = day;
        return read && day.Year is >= 1000 and <= 9998;
    }

    public override Refusal Unreadable(string field, string text, FieldFormat format) =>
        new("date-unreadable", field, text, DateForms.Write(format.Today ?? Example, format.Culture));

    private static readonly DateOnly Example = new(2026, 1, 31);

    public override string Format(object value, FieldFormat format) => DateForms.Show((DateOnly)value, format.Culture);

    public override JsonNode ToJson(object value) =>
        JsonValue.Create(((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public override object ToStored(object value, Type storedType) =>
        storedType == typeof(string) ? ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value;

    public override object FromStored(object stored) =>
        stored is string text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : stored;
}

/// <summary>A moment; stored in UTC, shown in the reader's time zone.</summary>
public sealed class DateTimeKind : FieldKind
{
    public override string Name => "datetime";

    public override Type ValueType => typeof(DateTime);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForDates;

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "date-time" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var trimmed = text.Trim();
        value = null;
        // After the T of ISO 8601 a minus begins an offset; elsewhere it parts day, month and year.
        if (trimmed.EndsWith('Z') || trimmed.LastIndexOf('+') > 9 || (trimmed.IndexOf('T') == 10 && trimmed.LastIndexOf('-') > 10))
        {
            if (!DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || moment.Year is < 1000 or > 9998)
                return false;
            value = moment.UtcDateTime;
            return moment.UtcDateTime.Year is >= 1000 and <= 9998;
        }
        if (!format.Culture.Equals(CultureInfo.InvariantCulture))
            return (value = TypedMoment.Read(trimmed, format)) is not null;
        if (!DateTime.TryParse(trimmed, format.Culture, DateTimeStyles.None, out var local) || local.Year is < 1000 or > 9998)
            return false;
        value = WallClock.ToUtc(local, format.Zone);
        return true;
    }

    public override Refusal Unreadable(string field, string text, FieldFormat format) =>
        new("moment-unreadable", field, text, DateForms.Write((format.Today ?? new DateOnly(2026, 1, 31)).ToDateTime(new TimeOnly(14, 30)), format.Culture));

    public override string Format(object value, FieldFormat format)
    {
        var utc = DateTime.SpecifyKind((DateTime)value, System.DateTimeKind.Utc);
        if (format.Culture.Equals(CultureInfo.InvariantCulture))
            return utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, format.Zone);
        return $"{DateForms.Show(DateOnly.FromDateTime(local), format.Culture)} {local.ToString("t", format.Culture)}";
    }

    /// <summary>To the microsecond, as PostgreSQL keeps it: an undo compares what was written with what is read back.</summary>
    public override object ToStored(object value, Type storedType) => storedType == typeof(string) ? Text(value) : Kept((DateTime)value);

    /// <summary>Own fields are text in JSON: of one length, so that its order is the order of the moments.</summary>
    public override JsonNode Keep(object value) => JsonValue.Create(Text(value));

    private static string Text(object value) => ((DateTime)value).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTime Kept(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    public override JsonNode ToJson(object value) => JsonValue.Create(
        DateTime.SpecifyKind((DateTime)value, System.DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
