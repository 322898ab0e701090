namespace Crm.Core.Tenancy;

/// <summary>Where the product is reached from outside, for links in mails and redirects between hosts.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Port">Null for the scheme's own port.</param>
public sealed record SiteAddress(string Scheme, string BaseDomain, int? Port, string ProductName)
{
    /// <summary>The site that a request or circuit came through; its host was read by <see cref="HostName"/> before.</summary>
    public static SiteAddress Of(Uri seen, string baseDomain, string productName) =>
        new(seen.Scheme, baseDomain, seen.IsDefaultPort ? null : seen.Port, productName);

    /// <param name="path">Begins with a slash.</param>
    public string OnBase(string path) => $"{Scheme}://{Authority(BaseDomain)}{path}";

    /// <param name="address">The tenant's sub-domain label.</param>
    public string OnTenant(string address, string path) => $"{Scheme}://{Authority($"{address}.{BaseDomain}")}{path}";

    private string Authority(string host) => Port is null ? host : $"{host}:{Port}";
}
