using Crm.Core.Identity.SigningUp;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Web.Tenancy;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Web.Public;

/// <summary>What the sign-up form asks while one types.</summary>
internal static class PublicSite
{
    private const int LongestQuestion = 200;

    public static void MapPublicSite(this WebApplication app) =>
        app.MapGet("/sign-up/address", AnswerAsync).WithMetadata(BaseHostAttribute.Instance);

    /// <summary>With a company's name, an address for it; with an address, whether it can be had.</summary>
    private static async Task<IResult> AnswerAsync(
        string? company, string? address, FreeAddress addresses, RefusalText sentences, IStringLocalizer<PublicTexts> texts, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if ((company ?? address ?? "").Length > LongestQuestion)
            return Results.BadRequest();
        var label = company is not null ? await addresses.ProposeAsync(company, ct) ?? "" : TenantAddress.Clean(address ?? "");
        if (label.Length == 0)
            return Results.Json(new AddressAnswer("", false, ""));
        return await addresses.CheckAsync(label, null, ct) is { } refusal
            ? Results.Json(new AddressAnswer(label, false, sentences.Of(refusal)))
            : Results.Json(new AddressAnswer(label, true, texts["isFree", $"{label}.{site.Value.BaseDomain}"]));
    }

    private sealed record AddressAnswer(string Address, bool Free, string Says);
}
