using System.Text.RegularExpressions;
using Crm.Core.Identity;

namespace Crm.Core.Activities;

/// <summary>A piece of a text: plain words, or a member who is mentioned.</summary>
public readonly record struct MentionPart(string Text, Guid? MemberId);

/// <summary>
/// People named in a text. Stored is who is meant, with the name as it was for readers that know nothing of members:
/// <c>@[Li Wei](members/0199…)</c>. Pages show the present name.
/// </summary>
public static partial class Mentions
{
    public static string Write(Guid member, string name) => $"@[{name.Replace("]", "", StringComparison.Ordinal)}]({MemberType.TypeName}/{member})";

    /// <summary>The members mentioned, each once, in the order of the text.</summary>
    public static IReadOnlyList<Guid> Of(string? text) =>
        text is null ? [] : [.. Pattern().Matches(text).Select(m => Guid.Parse(m.Groups[2].ValueSpan)).Distinct()];

    /// <summary>The text as somebody would have typed it: <c>@Li Wei</c>.</summary>
    public static string Plain(string text) => text.Contains("@[", StringComparison.Ordinal) ? Pattern().Replace(text, "@$1") : text;

    public static IEnumerable<MentionPart> Parts(string text)
    {
        var at = 0;
        foreach (Match mention in Pattern().Matches(text))
        {
            if (mention.Index > at)
                yield return new MentionPart(text[at..mention.Index], null);
            yield return new MentionPart("@" + mention.Groups[1].Value, Guid.Parse(mention.Groups[2].ValueSpan));
            at = mention.Index + mention.Length;
        }
        if (at < text.Length)
            yield return new MentionPart(text[at..], null);
    }

    [GeneratedRegex(@"@\[([^\]\r\n]{1,120})\]\(members/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)")]
    private static partial Regex Pattern();
}
