namespace Crm.Core.Tenancy;

public enum HostKind
{
    /// <summary>Neither the base domain nor a company's address under it. There is no default company.</summary>
    Unknown,

    /// <summary>The base domain itself: home, sign-up, "which company?".</summary>
    Base,

    /// <summary>One well-formed label under the base domain; whether a company lives there is for the catalogue to say.</summary>
    Tenant,
}

/// <summary>
/// What a request's Host header means. Hosts are strangers' input: whatever is not exactly the base domain, or one label in
/// front of it, is <see cref="HostKind.Unknown"/>, and so is every address by number.
/// </summary>
public readonly record struct HostName
{
    private HostName(HostKind kind, string? label = null) => (Kind, Label) = (kind, label);

    public HostKind Kind { get; }

    /// <summary>The company's label in lower case when <see cref="Kind"/> is <see cref="HostKind.Tenant"/>, else null.</summary>
    public string? Label { get; }

    /// <summary>
    /// Reads a raw Host header, with or without port, in any case, with or without the root's dot at its end. The label may be a
    /// reserved name: no company has it, and the caller decides whether it names a door of its own (such as the operator's).
    /// </summary>
    /// <param name="baseDomain">The configured base domain, for which <see cref="IsBaseDomain"/> holds.</param>
    public static HostName Parse(string? host, string baseDomain)
    {
        if (Normal(host) is not { } name)
            return default;
        if (name.Equals(baseDomain, StringComparison.OrdinalIgnoreCase))
            return new(HostKind.Base);

        var dot = name.IndexOf('.');
        if (dot < 0 || !name.AsSpan(dot + 1).Equals(baseDomain, StringComparison.OrdinalIgnoreCase))
            return default;

        var label = name[..dot];
        return TenantAddress.IsWellFormed(label) ? new(HostKind.Tenant, label) : default;
    }

    /// <summary>Whether a configured base domain can carry companies: a plain name without port, scheme or dot at its end, not a number.</summary>
    public static bool IsBaseDomain(string baseDomain) =>
        Normal(baseDomain) is { } name
        && name.Equals(baseDomain, StringComparison.OrdinalIgnoreCase)
        && Array.TrueForAll(name.Split('.'), IsLabel)
        && !name[(name.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);

    // Lower case without port and root dot; null for whatever is no host name at all. ASCII is checked before the case is
    // folded, because the Kelvin sign and other strangers fold into ASCII letters.
    private static string? Normal(string? host)
    {
        if (string.IsNullOrEmpty(host) || host.Length > 260)
            return null;
        var name = host.AsSpan();
        if (name.IndexOf(':') is >= 0 and var colon)
        {
            if (!IsPort(name[(colon + 1)..]))
                return null;
            name = name[..colon];
        }

        if (name.EndsWith('.'))
            name = name[..^1];
        if (name.IsEmpty || name.ContainsAnyExcept(HostCharacters))
            return null;
        return name.ToString().ToLowerInvariant();
    }

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange('0', '9') && int.Parse(port, null) is > 0 and <= 65535;

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-';

    private static readonly System.Buffers.SearchValues<char> HostCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");
}
