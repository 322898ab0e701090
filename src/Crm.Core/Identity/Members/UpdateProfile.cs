using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>What a member says about itself; null follows the company.</summary>
public sealed record Profile(string Name, string? Culture, string? TimeZone)
{
    public static readonly IReadOnlyList<string> Languages = ["en-US", "zh-Hans", "zh-Hant"];
}

/// <summary>Reads and changes the acting member's own profile.</summary>
public sealed class UpdateProfile(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<Profile> ReadAsync(CancellationToken ct)
    {
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        return await db.Set<Member>().Where(m => m.Id == me).Select(m => new Profile(m.Name, m.Culture, m.TimeZone)).FirstAsync(ct);
    }

    public async Task<Outcome<bool>> RunAsync(Profile profile, CancellationToken ct)
    {
        var name = profile.Name.Trim();
        if (name.Length is 0 or > SigningUp.RequestSignUp.MaxName)
            return name.Length == 0 ? new Refusal("name-missing", "name") : new Refusal("name-too-long", "name", SigningUp.RequestSignUp.MaxName);
        if (profile.Culture is { } culture && !Profile.Languages.Contains(culture))
            return new Refusal("language-unknown", "culture");
        if (profile.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return new Refusal("time-zone-unknown", "timeZone");
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        var member = await db.Set<Member>().FirstAsync(m => m.Id == me, ct);
        (member.Name, member.Culture, member.TimeZone) = (name, profile.Culture, profile.TimeZone);
        member.Version++;
        await db.SaveChangesAsync(ct);
        actors.Refresh();
        return true;
    }
}
