using Crm.Core.Data;
using Crm.Core.Mail;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Core.Tenancy.Templates;

namespace Crm.Core.Identity.SigningUp;

/// <summary>What a visitor typed into the sign-up form, as it is.</summary>
/// <param name="TimeZone">The browser's zone where it told one.</param>
public sealed record SignUpRequest(
    string? Name, string? Email, string? Password, string? Company, string? Address, string? Template, string Culture, string? TimeZone);

/// <summary>
/// Takes a sign-up: holds the address for two days and mails a link that makes the company. The answer is the same whether
/// the e-mail has a login already; only the mail knows. A password counts only with the link of its own sign-up, so that
/// nobody can plant one on somebody else's e-mail.
/// </summary>
public sealed class RequestSignUp(ILogins logins, FreeAddress addresses, IPlatformDbFactory platforms, ComposeMail compose, TimeProvider clock)
{
    public const int MaxName = 120;

    public static readonly TimeSpan Held = TimeSpan.FromHours(48);

    /// <returns>The e-mail that the link went to.</returns>
    public async Task<Outcome<string>> RunAsync(SignUpRequest request, SiteAddress site, CancellationToken ct)
    {
        var (name, email, company) = (request.Name?.Trim() ?? "", request.Email?.Trim() ?? "", request.Company?.Trim() ?? "");
        var address = TenantAddress.Clean(request.Address ?? "");
        if (address.Length == 0 && company.Length > 0)
            address = await addresses.ProposeAsync(company, ct) ?? "";
        var refusals = new[]
        {
            NameRule(name, "name", "name-missing"),
            EmailKind.LooksLikeEmail(email) ? null : new Refusal("email-unreadable", "email"),
            PasswordRule.Check(request.Password, "password", email, company, name),
            NameRule(company, "company", "company-missing"),
            await addresses.CheckAsync(address, email, ct),
            TenantTemplates.Find(request.Template ?? "") is null ? new Refusal("template-unknown", "template") : null,
        }.OfType<Refusal>().ToList();
        if (refusals.Count > 0)
            return Outcome<string>.Refused(refusals);

        var login = await logins.FindOrAddAsync(email, ct);
        var hash = logins.Hash(request.Password!);
        var secret = LinkSecret.Make();
        var now = clock.GetUtcNow().UtcDateTime;
        var signUp = new SignUp
        {
            UserId = login.Id,
            PersonName = name,
            Email = login.Email,
            CompanyName = company,
            Address = address,
            Skeleton = TenantAddress.Skeleton(address),
            Template = request.Template!,
            Culture = request.Culture,
            Currency = Defaults(request.Culture).Currency,
            TimeZone = request.TimeZone is { Length: > 0 and <= 60 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : Defaults(request.Culture).TimeZone,
            TokenHash = secret.Hash,
            CreatedAt = now,
            ExpiresAt = now + Held,
        };
        if (!login.IsConfirmed)
            await logins.KeepAsync(login.Id, PasswordOf(signUp), hash, ct);
        await using var db = platforms.Open();
        db.Set<SignUp>().Add(signUp);
        db.Set<OutgoingMail>().Add(compose.Run(new Letter(login.IsConfirmed ? "sign-up-known" : "sign-up", login.Email, request.Culture)
        {
            Values = [name, company, site.OnTenant(address, "")],
            Link = site.OnBase($"/confirm/{secret.Token}"),
        }, site));
        await db.SaveChangesAsync(ct);
        return email;
    }

    internal static string PasswordOf(SignUp signUp) => $"sign-up {signUp.Id:N}";

    private static Refusal? NameRule(string text, string field, string missing) => text.Length switch
    {
        0 => new Refusal(missing, field),
        > MaxName => new Refusal("name-too-long", field, MaxName),
        _ => null,
    };

    /// <summary>What a company of that language most likely wants; it can be changed in the settings.</summary>
    private static (string Currency, string TimeZone) Defaults(string culture) => culture switch
    {
        "zh-Hans" => ("CNY", "Asia/Shanghai"),
        "zh-Hant" => ("TWD", "Asia/Taipei"),
        _ => ("USD", "UTC"),
    };
}
