using System.Globalization;
using System.Net;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.Extensions.Localization;

namespace Crm.Core.Mail;

/// <summary>A link of a mail: what it says and where it leads.</summary>
public sealed record MailLink(string Text, string Url);

/// <summary>What a mail is about: a kind of <see cref="MailTexts"/>, the values that its texts mention, and its links.</summary>
public sealed record Letter(string Kind, string To, string Culture)
{
    /// <summary>For a letter that must not be written twice: the id that its mail gets.</summary>
    public Guid? Id { get; init; }

    public Guid? TenantId { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Where the mail's button leads; null for a mail without one.</summary>
    public string? Link { get; init; }

    public IReadOnlyList<MailLink> List { get; init; } = [];
}

/// <summary>Writes a mail in the reader's language, as plain text and as HTML in which every value is encoded.</summary>
public sealed class ComposeMail(IStringLocalizer<MailTexts> texts, TimeProvider clock)
{
    public OutgoingMail Run(Letter letter, SiteAddress site)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(letter.Culture);
        try
        {
            return Written(letter, site);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private OutgoingMail Written(Letter letter, SiteAddress site)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var id = letter.Id ?? Ids.Next();
        object[] plain = [.. letter.Values];
        object[] encoded = [.. letter.Values.Select(value => WebUtility.HtmlEncode(value)!)];
        var button = letter.Link is null ? null : texts[$"{letter.Kind}.button", plain].Value;
        return new OutgoingMail
        {
            Id = id,
            TenantId = letter.TenantId,
            To = letter.To,
            Subject = OneLine(texts[$"{letter.Kind}.subject", plain]),
            TextBody = string.Join("\n\n", TextParts(letter, site, button, texts[$"{letter.Kind}.text", plain], texts[$"{letter.Kind}.after", plain])),
            HtmlBody = Html(letter, site, button, texts[$"{letter.Kind}.text", encoded], texts[$"{letter.Kind}.after", encoded]),
            MessageId = $"<{id:N}@{site.BaseDomain}>",
            CreatedAt = now,
            NotBefore = now,
        };
    }

    private static IEnumerable<string> TextParts(Letter letter, SiteAddress site, string? button, string text, string after)
    {
        yield return text;
        foreach (var link in letter.List)
            yield return $"{link.Text}\n{link.Url}";
        if (button is not null)
            yield return $"{button}:\n{letter.Link}";
        yield return after;
        yield return $"-- \n{site.ProductName}";
    }

    private static string Html(Letter letter, SiteAddress site, string? button, string text, string after)
    {
        var list = string.Concat(letter.List.Select(link =>
            $"""<p style="margin:0 0 12px"><a href="{WebUtility.HtmlEncode(link.Url)}" style="color:#3343b8;font-weight:600">{WebUtility.HtmlEncode(link.Text)}</a></p>"""));
        var action = button is null ? "" :
            $"""<p style="margin:24px 0"><a href="{WebUtility.HtmlEncode(letter.Link)}" style="display:inline-block;padding:11px 22px;border-radius:6px;background:#3f51d1;color:#ffffff;text-decoration:none;font-weight:600">{WebUtility.HtmlEncode(button)}</a></p>""";
        return $"""
            <!DOCTYPE html>
            <html lang="{letter.Culture}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
            <body style="margin:0;padding:32px 16px;background:#f7f7f9;color:#1b1c20;font:15px/1.6 'Segoe UI',system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif">
            <div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e5e6ea;border-radius:12px">
            <p style="margin:0 0 24px;font-weight:700">{WebUtility.HtmlEncode(site.ProductName)}</p>
            <p style="margin:0 0 16px">{text.Replace("\n", "<br>", StringComparison.Ordinal)}</p>
            {list}{action}<p style="margin:24px 0 0;color:#696d76;font-size:13px">{after.Replace("\n", "<br>", StringComparison.Ordinal)}</p>
            </div></body></html>
            """;
    }

    /// <summary>A name with a line break in it must not begin another header.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
