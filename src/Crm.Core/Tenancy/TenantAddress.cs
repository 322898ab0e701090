using Crm.Core.Shared.Text;

namespace Crm.Core.Tenancy;

/// <summary>
/// The rules for a company's address: the one label before the base domain, as in <c>acme</c>.crm.example.com.
/// Whether it is free is for the database to say: the label and its <see cref="Skeleton"/> must both be unused.
/// </summary>
public static class TenantAddress
{
    public const int MinLength = 3;
    public const int MaxLength = 40;

    /// <summary>A skeleton spells m and w with two letters each.</summary>
    public const int MaxSkeletonLength = 2 * MaxLength;

    /// <summary>What a person typed, made ready for <see cref="Check"/>: lower case, no blanks around it, no full-width letters.</summary>
    public static string Clean(string typed) => SearchText.Fold(typed.Length > 4 * MaxLength ? typed[..(4 * MaxLength)] : typed);

    /// <summary>Whether a company may choose this label, exactly as given. Says nothing of whether somebody has it.</summary>
    public static AddressVerdict Check(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Form(label) switch
        {
            not AddressVerdict.Ok and var malformed => malformed,
            _ when IsReserved(label) => AddressVerdict.Reserved,
            _ when LookAlikes.Deceives(label) => AddressVerdict.LookAlike,
            _ => AddressVerdict.Ok,
        };
    }

    /// <summary>Whether a label has the form of an address, reserved or not: all that a request's host has to prove.</summary>
    public static bool IsWellFormed(string label) => Form(label) == AddressVerdict.Ok;

    /// <summary>
    /// The label as the eye sees it: <c>acrne</c> and <c>acme</c>, <c>g00gle</c> and <c>google</c> have one skeleton.
    /// Stored beside the address, it refuses the twin of a name that is taken.
    /// </summary>
    public static string Skeleton(string label) => LookAlikes.Skeleton(label);

    /// <summary>
    /// Addresses for a company of this name, best first, each of which passes <see cref="Check"/>: Acme Widgets Inc. gives
    /// acme-widgets, acme-widgets-crm, acme-widgets-2, … and 顶点五金有限公司 gives dingdianwujin, …
    /// Empty when the name has nothing to spell in Latin letters, or is a brand that nobody may take.
    /// </summary>
    public static IEnumerable<string> Propose(string companyName) => AddressProposal.For(companyName);

    private static AddressVerdict Form(string label) => label switch
    {
        { Length: > MaxLength } => AddressVerdict.TooLong,
        _ when label.AsSpan().ContainsAnyExcept(Allowed) => AddressVerdict.BadCharacters,
        { Length: < MinLength } => AddressVerdict.TooShort,
        _ when label.StartsWith("xn--", StringComparison.Ordinal) => AddressVerdict.Punycode,
        ['-', ..] or [.., '-'] => AddressVerdict.HyphenAtEdge,
        _ when label.Contains("--", StringComparison.Ordinal) => AddressVerdict.DoubleHyphen,
        _ when !label.AsSpan().ContainsAnyInRange('a', 'z') => AddressVerdict.OnlyDigits,
        _ => AddressVerdict.Ok,
    };

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static bool IsReserved(string label) =>
        ReservedNames.Ours.Contains(label)
        || ReservedNames.Ours.Contains(LookAlikes.WithoutNumber(label))
        || ReservedNames.Brands.Contains(label);
}

/// <summary>Why a company may or may not choose an address.</summary>
public enum AddressVerdict
{
    Ok,
    TooShort,
    TooLong,

    /// <summary>Something else than a–z, 0–9 and hyphen, capitals included.</summary>
    BadCharacters,
    HyphenAtEdge,
    DoubleHyphen,

    /// <summary>The encoded form of a name in other letters, which could look like anything.</summary>
    Punycode,
    OnlyDigits,
    Reserved,

    /// <summary>Could be taken for a reserved name or a well-known brand.</summary>
    LookAlike,
}
