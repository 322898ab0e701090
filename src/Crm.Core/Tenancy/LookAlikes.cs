using System.Collections.Frozen;
using System.Text;

namespace Crm.Core.Tenancy;

/// <summary>Tells labels that the eye takes for one another.</summary>
internal static class LookAlikes
{
    private static readonly FrozenSet<string> Reserved = Skeletons(ReservedNames.Ours);
    private static readonly FrozenSet<string> Brands = Skeletons(ReservedNames.Brands);
    private static readonly FrozenSet<string> Bait = Skeletons(ReservedNames.Ours.Concat(ReservedNames.Bait));

    /// <summary>
    /// Two labels that look alike have one skeleton. The wide letters are spelled out (m as rn, w as vv) rather than the pairs
    /// joined: joining would read <c>vvv</c> in one way only, and miss that it stands for both <c>vw</c> and <c>wv</c>.
    /// </summary>
    public static string Skeleton(string label)
    {
        var skeleton = new StringBuilder(label.Length);
        foreach (var c in label)
        {
            _ = c switch
            {
                '-' => skeleton,
                '0' => skeleton.Append('o'),
                '1' or 'i' => skeleton.Append('l'),
                '5' => skeleton.Append('s'),
                'm' => skeleton.Append("rn"),
                'w' => skeleton.Append("vv"),
                _ => skeleton.Append(c),
            };
        }

        return skeleton.ToString();
    }

    /// <summary>Whether a reader could take the label for a reserved name, or for a brand's own sign-in or help page.</summary>
    public static bool Deceives(string label) =>
        SkeletonDeceives(Skeleton(label)) || SkeletonDeceives(Skeleton(WithoutNumber(label)));

    /// <summary><c>ns1</c> and <c>mail-02</c> without their number.</summary>
    public static string WithoutNumber(string label) => label.TrimEnd("0123456789".ToCharArray()).TrimEnd('-');

    private static bool SkeletonDeceives(string skeleton) =>
        Reserved.Contains(skeleton) || Brands.Any(brand => IsBaited(skeleton, brand));

    // The brand alone, or with nothing but bait on either side: apple-support and my-apple-id, but not pineapple or apple-orchard.
    private static bool IsBaited(string skeleton, string brand)
    {
        var at = skeleton.IndexOf(brand, StringComparison.Ordinal);
        return at >= 0 && IsBait(skeleton[..at]) && IsBait(skeleton[(at + brand.Length)..]);
    }

    private static bool IsBait(string around)
    {
        var reached = new bool[around.Length + 1]; // reached[n]: the first n letters are bait words end to end
        reached[0] = true;
        for (var end = 1; end <= around.Length; end++)
            reached[end] = Bait.Any(word => end >= word.Length && reached[end - word.Length] && around[..end].EndsWith(word, StringComparison.Ordinal));
        return reached[^1];
    }

    private static FrozenSet<string> Skeletons(IEnumerable<string> names) =>
        names.Select(Skeleton).ToFrozenSet(StringComparer.Ordinal);
}
