using System.Globalization;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>The version of a record as an HTTP entity tag: <c>"3"</c>.</summary>
internal static class EntityTag
{
    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// The version that <c>If-Match</c> expects; null without the header or for <c>*</c>. A weak tag counts too: proxies that
    /// compress make tags weak.
    /// </summary>
    public static Outcome<int?> Expected(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text is "" or "*")
            return Outcome<int?>.Done(null);
        return int.TryParse(Bare(text), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? Outcome<int?>.Done(version)
            : new Refusal("version-unreadable", null);
    }

    /// <summary>Whether <c>If-None-Match</c> names this version, so that nothing needs to be sent.</summary>
    public static bool IsKnown(HttpRequest request, int version) =>
        request.Headers.IfNoneMatch.SelectMany(line => (line ?? "").Split(',')).Select(Bare)
            .Any(tag => tag == "*" || tag == version.ToString(CultureInfo.InvariantCulture));

    private static string Bare(string tag)
    {
        tag = tag.Trim();
        return (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"');
    }
}
