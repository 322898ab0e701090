using System.Globalization;
using Crm.Core.Records;

namespace Crm.Core.Activities.Days;

/// <summary>Something to be done or attended: a task by its day, a call or meeting by its moment.</summary>
/// <param name="Moment">In UTC; for what has a day only, the moment at which that day begins for its reader.</param>
public sealed record DayItem(string Type, Guid Id, string Title, RecordLink? About, DateTime Moment, DateOnly Day)
{
    public bool HasTime => Type != TaskType.TypeName;

    /// <summary>Whether it can be ticked off or put off; a meeting takes place.</summary>
    public bool IsToDo => Type != MeetingType.TypeName;

    public DayMark Mark => new(Moment, Rank(Type), Id);

    /// <summary>Where a type stands among others of the same moment.</summary>
    internal static int Rank(string type) => type switch { TaskType.TypeName => 0, CallType.TypeName => 1, _ => 2 };
}

/// <summary>The place of an item in the order of a day; what follows is read from here.</summary>
public readonly record struct DayMark(DateTime Moment, int Rank, Guid Id)
{
    public static DayMark? Parse(string? text) =>
        text?.Split('.') is [var ticks, var rank, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTime.MaxValue.Ticks && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && Guid.TryParse(id, out var known)
            ? new DayMark(new DateTime(at, DateTimeKind.Utc), place, known)
            : null;

    public bool IsBehind(DayMark other) => (Moment, Rank, Id).CompareTo((other.Moment, other.Rank, other.Id)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Moment.Ticks}.{Rank}.{Id:N}");
}

/// <summary>Days of the reader, the last included; without a first one, everything that should have been done before.</summary>
public readonly record struct DaySpan(DateOnly? From, DateOnly Until);
