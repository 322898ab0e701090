using Crm.Core.Customization;
using Crm.Core.Customization.Demo;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Web.Customization;

internal static class LoadDemo
{
    public const string Address = "demo";
    public const string Email = "demo@acme-hardware.example";
    public const string Password = "demo company 2026";

    /// <summary>With the setting <c>Demo:Load</c>, a company to look at stands at <c>demo.base-domain</c>.</summary>
    public static async Task LoadDemoAsync(this WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>("Demo:Load"))
            return;
        var ct = app.Lifetime.ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        await using var platform = scope.ServiceProvider.GetRequiredService<IPlatformDbFactory>().Open();
        if (await platform.Tenants.AnyAsync(t => t.Address == Address, ct))
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        var tenant = new Tenant
        {
            Id = Ids.Next(),
            Address = Address,
            Skeleton = TenantAddress.Skeleton(Address),
            Name = "Acme Hardware",
            Currency = "USD",
            TimeZone = "UTC",
            Culture = "en-US",
            Template = "b2b-sales",
            CreatedAt = now,
            ReadyAt = now,
        };
        platform.Tenants.Add(tenant);
        await platform.SaveChangesAsync(ct);
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.ToInfo());
        var logins = scope.ServiceProvider.GetRequiredService<ILogins>();
        var login = await logins.FindOrAddAsync(Email, ct);
        await logins.SetPasswordAsync(login.Id, logins.Hash(Password), ct);
        await logins.JoinAsync(login.Id, tenant.Id, ct);
        var owner = await scope.ServiceProvider.GetRequiredService<ProvisionTenant>().RunAsync(new FirstMember(login.Id, "Darcel Schlecht", Email), ct);
        var members = scope.ServiceProvider.GetRequiredService<ActorDirectory>();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(stop => members.MemberAsync(owner, stop));
        await scope.ServiceProvider.GetRequiredService<LoadDemoData>().RunAsync(ct);
    }
}
