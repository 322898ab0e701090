using System.Collections.Frozen;

namespace Crm.Core.Tenancy;

/// <summary>
/// Sub-domain labels that no company may take: names that machines look up by themselves, names of our own pages, and names
/// that would let a stranger speak for us or for a brand that people trust with money or passwords.
/// </summary>
internal static class ReservedNames
{
    /// <summary>Names of our own and of machines; also refused with a number behind them (<c>ns1</c>, <c>mail-2</c>).</summary>
    public static readonly FrozenSet<string> Ours = Words("""
        www web ftp sftp ssh vpn proxy gateway router firewall ns mx dns ntp ldap sip db sql cache queue worker node server host cluster
        mail email webmail smtp imap pop pop3 newsletter noreply no-reply mailer-daemon postmaster hostmaster webmaster abuse
        autodiscover autoconfig localhost localdomain local broadcasthost wpad isatap mta-sts dmarc dkim spf bimi caldav carddav
        acme-challenge well-known
        api app apps graphql rest webhook webhooks hook hooks callback oauth oauth2 sso saml oidc openid auth login logout signin signout
        signup register registration account accounts password session identity passkey token verify verification invite invitation join
        admin administrator root sysadmin superuser operator operators console control panel dashboard manage management system sys
        internal private public backend tenant tenants platform crm saas cloud portal home index default new edit delete
        cdn static assets asset media img image images fonts file files upload uploads download downloads storage s3 backup
        status health monitor monitoring metrics grafana trace log logs help support docs doc documentation wiki faq forum community
        blog news press about contact careers legal terms privacy security trust compliance gdpr info
        billing pay payment payments checkout invoice invoices subscribe subscription pricing plans store shop
        test tests testing staging stage dev develop development demo sandbox preview beta alpha qa uat ci prod production live canary
        example null undefined none true false nobody guanxi guanxicrm
        """);

    /// <summary>Brands that phishing borrows most, ours first.</summary>
    public static readonly FrozenSet<string> Brands = Words("""
        guanxi paypal google gmail youtube microsoft office365 outlook onedrive sharepoint azure apple icloud stripe amazon aws
        alipay wechat weixin wecom tencent alibaba taobao tmall baidu unionpay huawei xiaomi samsung dingtalk feishu douyin tiktok bytedance
        mastercard hsbc citibank icbc facebook instagram whatsapp linkedin twitter netflix github gitlab dropbox docusign adobe
        salesforce hubspot zoho pipedrive oracle shopify slack telegram coinbase binance
        """);

    /// <summary>Words that turn a brand into bait: <c>paypal-login</c>, <c>my-apple-id</c>. Every name of <see cref="Ours"/> counts too.</summary>
    public static readonly FrozenSet<string> Bait = Words("""
        secure safe update official online team service services customer customercare care center centre id my the cn hk tw us uk eu
        global international inc corp mobile bank wallet card reset recovery confirm alert alerts notice refund bonus gift
        """);

    private static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
