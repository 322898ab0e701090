using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

internal static class People
{
    /// <summary>A colleague with one of the standard roles, who can sign in.</summary>
    public static async Task<Guid> JoinAsync(IServiceProvider services, string name, string role)
    {
        var created = await services.GetRequiredService<RecordStore>().CreateAsync("members", new Dictionary<string, object?> { ["name"] = name }, CancellationToken.None);
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var member = await db.Set<Member>().SingleAsync(m => m.Id == created.Value.Id);
        member.RoleId = await db.Set<Role>().Where(r => r.Key == role).Select(r => (Guid?)r.Id).SingleAsync();
        member.UserId = Ids.Next();
        await db.SaveChangesAsync(CancellationToken.None);
        return member.Id;
    }
}
