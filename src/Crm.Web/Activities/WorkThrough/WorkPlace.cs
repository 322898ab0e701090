using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Activities.WorkThrough;

/// <summary>
/// How far somebody has worked through something, as it stands in the address: a reload goes on there. <paramref name="Through"/> is
/// <see cref="Day"/>, <see cref="Idle"/> or the address of a list; <paramref name="After"/> is the mark of the one before.
/// <paramref name="Trail"/> leads back to what was passed and is still there: what was skipped, and records of a list.
/// </summary>
public sealed record WorkPlace(string Through, string? After = null, int Number = 1, int Of = 0, int Done = 0, int Later = 0, string Trail = "")
{
    /// <summary>So far one goes back; an address has an end.</summary>
    public const int MostBack = 12;

    private const char Between = '~';
    private const char WasSkipped = 's';
    private const char WasDone = 'd';

    public const string Day = "day";
    public const string Idle = "idle";

    public int Skipped => Math.Max(0, Number - 1 - Done - Later);

    public static WorkPlace Read(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return new WorkPlace(parts.GetValueOrDefault("through").ToString() is { Length: > 0 } through ? through : Day,
            parts.GetValueOrDefault("after").ToString() is { Length: > 0 } after ? after : null,
            Math.Max(1, Count("n")), Count("of"), Count("done"), Count("later"), parts.GetValueOrDefault("trail").ToString());

        int Count(string name) => int.TryParse(parts.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    /// <summary>The place behind an item.</summary>
    public WorkPlace Behind(WorkItem item, bool done, bool later) =>
        this with
        {
            After = item.Mark,
            Number = Number + 1,
            Done = Done + (done ? 1 : 0),
            Later = Later + (later ? 1 : 0),
            Trail = item.IsToDo && (done || later) ? Trail : Longer((done ? WasDone : WasSkipped) + After),
        };

    /// <summary>The place of the latest that was passed and is still there; null where there is none.</summary>
    public WorkPlace? Before()
    {
        if (Trail.Length == 0)
            return null;
        var last = Trail[(Trail.LastIndexOf(Between) + 1)..];
        return this with
        {
            After = last.Length > 1 ? last[1..] : null,
            Number = Math.Max(1, Number - 1),
            Done = Math.Max(0, Done - (last.StartsWith(WasDone) ? 1 : 0)),
            Trail = Trail[..Math.Max(0, Trail.LastIndexOf(Between))],
        };
    }

    private string Longer(string step) => string.Join(Between, Trail.Split(Between, StringSplitOptions.RemoveEmptyEntries).Append(step).TakeLast(MostBack));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"/work?through={Uri.EscapeDataString(Through)}{(After is null ? "" : "&after=" + Uri.EscapeDataString(After))}&n={Number}&of={Of}&done={Done}&later={Later}{(Trail.Length == 0 ? "" : "&trail=" + Uri.EscapeDataString(Trail))}");
}
