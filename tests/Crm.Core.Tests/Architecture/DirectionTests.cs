using System.Text.RegularExpressions;

namespace Crm.Core.Tests.Architecture;

/// <summary>Who may know whom inside Core (docs/decisions/0001): each room uses its own floor's neighbours below, never those above.</summary>
public sealed partial class DirectionTests
{
    /// <summary>From the ground up. What is not named here is a feature, on the floor above all of these.</summary>
    private static readonly string[][] Floors = [["Shared"], ["Tenancy", "Data", "Jobs", "Mail"], ["Records"], ["Identity"], ["Activities"]];

    /// <summary>Classes of a higher room that a lower one is handed, each for a reason.</summary>
    private static readonly HashSet<(string File, string Room)> Allowed =
    [
        // A key acts with a role's rights, and the directory of actors reads both.
        ("src/Crm.Core/Identity/ActorDirectory.cs", "Integration"),
    ];

    [Fact]
    public void A_room_of_Core_uses_only_rooms_below_it()
    {
        var uses = Repository.Sources("src/Crm.Core").Where(f => f.Path.Count(c => c == '/') > 2)
            .SelectMany(file => Rooms().Matches(file.Text).Select(m => m.Groups[1].Value).Distinct().Select(room => (file, Own: Room(file.Path), Room: room)))
            .Where(use => use.Own != use.Room).ToList();

        Assert.True(uses.Count > 50, "The sources were not read.");
        Assert.Empty(uses.Where(use => Floor(use.Room) > Floor(use.Own) && !Allowed.Contains((use.file.Path, use.Room))).Select(use => $"{use.file} uses {use.Room}"));
        Assert.Empty(uses.Where(use => use.Room == "Billing").Select(use => $"{use.file} uses Billing"));
    }

    [Fact]
    public void The_record_engine_names_no_record() => Assert.Empty(
        Repository.Sources("src/Crm.Core/Records").Where(f => Room(f.Path) == "Records" && Features().IsMatch(f.Text)).Select(f => f.Path));

    /// <summary>Features over the engine, although their folders lie with the records that they bring, change and throw away.</summary>
    private static string Room(string path) => path.Split('/') is [_, _, "Records", "Importing" or "Bulk" or "Bin", _, ..] parts ? parts[3] : path.Split('/')[2];

    private static int Floor(string room) => Array.FindIndex(Floors, floor => floor.Contains(room)) is >= 0 and var floor ? floor : Floors.Length;

    [GeneratedRegex(@"\bCrm\.Core\.([A-Z]\w+)")]
    private static partial Regex Rooms();

    [GeneratedRegex(@"using Crm\.Core\.(Sales|Marketing|Service|Analytics|Customization|Integration|Billing|Activities|Identity)\b")]
    private static partial Regex Features();
}
