using Crm.Core.Data;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>How soon the next activity of a record is: the columns of a board by what is next.</summary>
public enum NextWhen { None, Overdue, Today, Week, Later }

/// <summary>The first thing that is to be done or will happen about a record. <paramref name="On"/> is null for a task without a day.</summary>
public sealed record NextActivity(RecordLink Entry, string Title, DateOnly? On, TimeOnly? At)
{
    /// <summary>The moment of what has a time of day, of a series its next one.</summary>
    public DateTime? Moment { get; init; }

    /// <summary>Whether the reader may put it off.</summary>
    public bool MayEdit { get; init; }

    /// <summary>Weeks end on Sunday (ISO 8601).</summary>
    public NextWhen When(DateOnly today) => On switch
    {
        null => NextWhen.Later,
        { } day when day < today => NextWhen.Overdue,
        { } day when day == today => NextWhen.Today,
        { } day when day <= EndOfWeek(today) => NextWhen.Week,
        _ => NextWhen.Later,
    };

    public static DateOnly EndOfWeek(DateOnly today) => today.AddDays((7 - (int)today.DayOfWeek) % 7);
}

/// <summary>Knows what is next about records; what the actor may not see is not there. Filled in by the activities.</summary>
public interface INextActivities
{
    /// <summary>Whether the actor may see things to do at all; without, no card says that nothing is planned.</summary>
    Task<bool> CanSeeAsync(CancellationToken ct);

    /// <param name="ids">The records asked about; null asks about all of the type.</param>
    Task<IReadOnlyDictionary<Guid, NextActivity>> RunAsync(ICrmDb db, string recordType, IReadOnlyCollection<Guid>? ids, CancellationToken ct);
}
