using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Activities.WorkThrough;

/// <summary>
/// How far somebody has worked through something, as it stands in the address: a reload goes on there. <paramref name="Through"/> is
/// <see cref="Day"/>, <see cref="Idle"/> or the address of a list; <paramref name="After"/> is the mark of the one before.
/// </summary>
public sealed record WorkPlace(string Through, string? After = null, int Number = 1, int Of = 0, int Done = 0, int Later = 0)
{
    public const string Day = "day";
    public const string Idle = "idle";

    public int Skipped => Math.Max(0, Number - 1 - Done - Later);

    public static WorkPlace Read(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return new WorkPlace(parts.GetValueOrDefault("through").ToString() is { Length: > 0 } through ? through : Day,
            parts.GetValueOrDefault("after").ToString() is { Length: > 0 } after ? after : null,
            Math.Max(1, Count("n")), Count("of"), Count("done"), Count("later"));

        int Count(string name) => int.TryParse(parts.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    /// <summary>The place behind an item.</summary>
    public WorkPlace Behind(WorkItem item, bool done, bool later) =>
        this with { After = item.Mark, Number = Number + 1, Done = Done + (done ? 1 : 0), Later = Later + (later ? 1 : 0) };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"/work?through={Uri.EscapeDataString(Through)}{(After is null ? "" : "&after=" + Uri.EscapeDataString(After))}&n={Number}&of={Of}&done={Done}&later={Later}");
}
