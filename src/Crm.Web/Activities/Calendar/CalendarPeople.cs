using Crm.Core.Records;
using Crm.Core.Records.Access;

namespace Crm.Web.Activities.Calendar;

/// <summary>Whose calendar is shown, as the address asks for it: one's own, the team's, or some people's.</summary>
/// <param name="Asked">The address's word: nothing, <see cref="Team"/>, or ids with commas between.</param>
/// <param name="Everybody">The people to choose from, oneself first.</param>
public sealed record CalendarPeople(string? Asked, Actor Actor, IReadOnlyList<RecordRef> Everybody)
{
    public const string Team = "team";
    public const int Most = 200;

    private static readonly string[] Hues = ["indigo", "teal", "orange", "purple", "green", "slate", "red"];

    public HashSet<Guid> Chosen { get; } = Asked switch
    {
        null or "" => Actor.MemberId is { } me ? [me] : [],
        Team => [.. Actor.Team],
        _ => [.. Asked.Split(',').Select(p => Guid.TryParse(p, out var id) ? id : (Guid?)null).OfType<Guid>().Take(Most)],
    };

    public bool IsMe => Chosen.Count == 1 && Chosen.Contains(Actor.MemberId ?? default);

    /// <summary>Whom a new entry is for.</summary>
    public Guid? Owner => Chosen.Count == 1 ? Chosen.First() : Actor.MemberId;

    /// <summary>The address's word with a person more or less.</summary>
    public string? Toggle(Guid person)
    {
        var chosen = Chosen.Contains(person) ? Chosen.Where(p => p != person).ToList() : [.. Chosen, person];
        return chosen.Count == 0 || (chosen is [var one] && one == Actor.MemberId) ? null : string.Join(',', chosen);
    }

    public string HueOf(Guid person) => Hues[Everybody.Index().FirstOrDefault(p => p.Item.Id == person).Index % Hues.Length];
}
