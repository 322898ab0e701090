namespace Crm.Core.Records.Filters;

/// <summary>The moment at which a day begins somewhere, also where summer time begins or ends at midnight.</summary>
internal static class StartOfDay
{
    public static DateTime InUtc(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Clocks that jump over midnight: the day begins where they land. Samoa once left out a whole day.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Clocks that pass midnight twice: the day begins with the first time.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return DateTime.SpecifyKind(midnight - offset, DateTimeKind.Utc);
    }
}
