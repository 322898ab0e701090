using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Crm.Core.Shared.Text;

/// <summary>
/// Formatted text as a small, fixed part of HTML. Whatever comes in is parsed and written anew out of a list of allowed
/// elements with escaped text between, so that nothing of the original's markup can survive but what is named here; a browser
/// that reads it finds the very same tree.
/// </summary>
public static class RichText
{
    /// <summary>Longer or more crowded input is no text that somebody wrote; parsing it could cost minutes.</summary>
    public const int MaxInput = 200_000;
    private const int MaxTags = 2_000;

    private static readonly HashSet<string> Dropped =
        ["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "head", "title", "textarea", "select", "xmp", "noembed", "noframes", "plaintext", "canvas", "audio", "video"];

    /// <summary>The same HTML with only what is allowed; null when the input is too large to be read. Cleaning twice changes nothing.</summary>
    public static string? Clean(string html)
    {
        if (html.Length > MaxInput || html.AsSpan().Count('<') > MaxTags)
            return null;
        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
        var writer = new RichTextWriter();
        // By hand and not by recursion: input may be nested as deeply as it likes.
        INode? node = body.FirstChild;
        while (node is not null)
        {
            var enters = node is IElement element ? !Dropped.Contains(element.LocalName) && element.NamespaceUri == "http://www.w3.org/1999/xhtml" && writer.Open(element) : Write(writer, node);
            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            if (enters && node is IElement empty)
                writer.Close(empty);
            while (node is not null && node.NextSibling is null)
            {
                node = node.Parent == body ? null : node.Parent;
                if (node is IElement left)
                    writer.Close(left);
            }
            node = node?.NextSibling;
        }
        return writer.End();
    }

    /// <summary>Plain text as paragraphs: an empty line parts them, a single line end is a break.</summary>
    public static string OfPlain(string text) => string.Concat(text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => $"<p>{Escape(p).Replace("\n", "<br>")}</p>"));

    /// <summary>Whether a text is meant as HTML: it holds a tag.</summary>
    public static bool IsHtml(string text)
    {
        for (var at = text.IndexOf('<'); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!')
                return true;
        return false;
    }

    /// <summary>The words of clean HTML in one line.</summary>
    public static string PlainOf(string clean)
    {
        var plain = new StringBuilder(clean.Length);
        for (var i = 0; i < clean.Length; i++)
        {
            if (clean[i] != '<')
            {
                plain.Append(clean[i]);
                continue;
            }
            var end = clean.IndexOf('>', i);
            if (end < 0)
                break;
            // What parts lines parts words.
            if (clean.AsSpan(i + 1, end - i - 1) is var tag && (tag is "br" || tag is "/p" or "/li" or "/h2" or "/h3" or "/pre"))
                plain.Append(' ');
            i = end;
        }
        return string.Join(' ', System.Net.WebUtility.HtmlDecode(plain.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    internal static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static bool Write(RichTextWriter writer, INode node)
    {
        if (node is IText text)
            writer.Text(text.Data);
        return false;
    }
}
