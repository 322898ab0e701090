using System.Text.RegularExpressions;
using Crm.Core.Customization;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Mail;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Identity;

/// <summary>Somebody outside every company, with a mailbox: signs up, follows links, signs in.</summary>
internal sealed class Visitor(TestDatabase database)
{
    public const string Password = "a blue door in Oslo";

    public static readonly SiteAddress Site = new("https", "crm.example", null, "Guanxi CRM");

    /// <summary>An e-mail that no other test has.</summary>
    public string Email { get; } = $"anna.{Guid.CreateVersion7():N}@acme.example";

    /// <summary>An address that no other test has, without letters that look like others.</summary>
    public static string NewAddress() => "x" + new string([.. Guid.NewGuid().ToString("N").Take(14).Select(c => (char)('a' + (c % 7)))]);

    public async Task<T> DoAsync<TService, T>(Func<TService, Task<T>> act, TenantInfo? tenant = null) where TService : notnull
    {
        await using var scope = database.Services.CreateAsyncScope();
        if (tenant is not null)
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<Outcome<string>> AskAsync(string? address = null, string? email = null, string password = Password, string template = "b2b-sales", string culture = "en-US") =>
        DoAsync((RequestSignUp signUp) => signUp.RunAsync(
            new SignUpRequest("Anna Snelling", email ?? Email, password, "Acme Hardware", address ?? NewAddress(), template, culture, null), Site, default));

    public Task<Outcome<OpenedTenant>> FollowAsync(string token) => DoAsync((ConfirmSignUp confirm) => confirm.RunAsync(token, default));

    /// <summary>Signs up and confirms.</summary>
    public async Task<OpenedTenant> OpenTenantAsync()
    {
        Assert.True((await AskAsync()).Succeeded);
        return (await FollowAsync(await TokenAsync())).Value;
    }

    public Task<Outcome<SignedIn>> SignInAsync(TenantInfo tenant, string password = Password, string? email = null) =>
        DoAsync((SignIn signIn) => signIn.RunAsync(email ?? Email, password, default), tenant);

    public async Task<IReadOnlyList<OutgoingMail>> MailsAsync(string? to = null)
    {
        var address = to ?? Email;
        await using var db = database.Services.GetRequiredService<IPlatformDbFactory>().Open();
        return await db.Set<OutgoingMail>().AsNoTracking().Where(m => m.To == address).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
    }

    /// <summary>The secret of the link in the newest mail.</summary>
    public async Task<string> TokenAsync(string? to = null) => TokenOf((await MailsAsync(to))[^1]);

    public static string TokenOf(OutgoingMail mail) => Regex.Match(mail.TextBody, @"https://\S+/(\w+)").Groups[1].Value;
}
