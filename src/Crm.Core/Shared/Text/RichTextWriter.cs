using System.Text;
using AngleSharp.Dom;

namespace Crm.Core.Shared.Text;

/// <summary>
/// Writes allowed elements so that they nest as HTML lets them: paragraphs, headings and code blocks hold no blocks, lists hold
/// only entries, entries hold words and lists. What has no place is left out, its words are kept.
/// </summary>
internal sealed class RichTextWriter
{
    private const int MaxDepth = 12;

    private readonly StringBuilder html = new();
    private readonly Stack<(IElement? Of, string Tag, int Start, int Inside)> open = new();
    private bool hasWords;
    private bool pendingSpace;

    private string Top => open.Count == 0 ? "" : open.Peek().Tag;

    private bool InPre => open.Any(o => o.Tag == "pre");

    /// <summary>Begins an element; its content is wanted either way.</summary>
    public bool Open(IElement element)
    {
        var tag = Name(element.LocalName);
        if (tag == "br")
        {
            if (IsLeafOpen || Top is "li")
                html.Append("<br>");
        }
        else if (tag is "p" or "h2" or "h3" or "pre" or "blockquote" or "ul" or "ol" or "li")
        {
            OpenBlock(element, tag);
        }
        else if (tag is not null && open.Count < MaxDepth)
        {
            var link = tag == "a" ? Address(element) : null;
            if (tag != "a" || (link is not null && open.All(o => o.Tag != "a")))
            {
                BeginWords();
                Push(element, tag, link is null ? "" : $" href=\"{RichText.Escape(link).Replace("\"", "&quot;")}\" rel=\"noopener nofollow\"");
            }
        }
        return true;
    }

    public void Text(string text)
    {
        if (!InPre)
        {
            var trimmed = string.Join(' ', text.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries));
            if (trimmed.Length == 0)
            {
                pendingSpace |= text.Length > 0 && (IsLeafOpen || Top is "li");
                return;
            }
            var (leading, trailing) = (" \t\n\r\f".Contains(text[0]), " \t\n\r\f".Contains(text[^1]));
            text = trimmed;
            pendingSpace |= leading;
            BeginWords();
            html.Append(RichText.Escape(Clear(text)));
            pendingSpace = trailing;
        }
        else
        {
            html.Append(RichText.Escape(Clear(text.ReplaceLineEndings("\n"))));
        }
        hasWords |= text.Any(c => !char.IsWhiteSpace(c));
    }

    public void Close(IElement element)
    {
        if (open.Any(o => o.Of == element))
            while (Pop() != element)
            {
            }
        else if (element.LocalName is "div" or "tr" or "section" or "article" or "td")
            CloseLeaf();
    }

    public string End()
    {
        while (open.Count > 0)
            Pop();
        return hasWords ? html.ToString() : "";
    }

    private bool IsLeafOpen => open.Any(o => o.Tag is "p" or "h2" or "h3" or "pre");

    private void OpenBlock(IElement element, string tag)
    {
        var inEntry = open.FirstOrDefault(o => o.Tag is "li" or "ul" or "ol" or "blockquote").Tag;
        if (inEntry is "li" && tag is not ("ul" or "ol" or "li"))
            return;
        CloseLeaf();
        if (tag == "li")
        {
            CloseUntil("ul", "ol");
            if (Top is not ("ul" or "ol"))
                tag = "p";
        }
        else if (Top is "ul" or "ol")
        {
            Push(null, "li");
            if (tag is not ("ul" or "ol"))
                return;
        }
        if (open.Count < MaxDepth)
            Push(element, tag);
    }

    /// <summary>Words stand in a paragraph, a heading or an entry of a list.</summary>
    private void BeginWords()
    {
        if (Top is "" or "blockquote")
            Push(null, "p");
        else if (Top is "ul" or "ol")
            Push(null, "li");
        else if (pendingSpace && html.Length > 0 && !html.ToString(html.Length - 1, 1).EndsWith(' ') && !EndsWithBlockStart())
            html.Append(' ');
        pendingSpace = false;
    }

    private bool EndsWithBlockStart() => new[] { "<p>", "<h2>", "<h3>", "<li>", "<br>" }.Any(t => html.Length >= t.Length && html.ToString(html.Length - t.Length, t.Length) == t);

    private void CloseLeaf()
    {
        if (!IsLeafOpen)
            CloseInline();
        while (IsLeafOpen)
            Pop();
    }

    private void CloseInline()
    {
        while (Top is not ("" or "ul" or "ol" or "li" or "blockquote"))
            Pop();
    }

    private void CloseUntil(params string[] tags)
    {
        if (open.Any(o => tags.Contains(o.Tag)))
            while (!tags.Contains(Top))
                Pop();
    }

    private void Push(IElement? element, string tag, string attributes = "")
    {
        var start = html.Length;
        html.Append('<').Append(tag).Append(attributes).Append('>');
        open.Push((element, tag, start, html.Length));
    }

    private IElement? Pop()
    {
        var (element, tag, start, inside) = open.Pop();
        pendingSpace &= tag is "strong" or "em" or "u" or "s" or "code" or "a";
        // What holds nothing is left out, whole.
        if (html.Length == inside)
            html.Length = start;
        else
            html.Append("</").Append(tag).Append('>');
        return element;
    }

    private static string? Name(string tag) => tag switch
    {
        "b" or "strong" => "strong",
        "i" or "em" => "em",
        "u" or "ins" => "u",
        "s" or "strike" or "del" => "s",
        "h1" or "h2" => "h2",
        "h3" or "h4" or "h5" or "h6" => "h3",
        "p" or "div" or "section" or "article" or "tr" or "dt" or "dd" => "p",
        "ul" or "ol" or "li" or "blockquote" or "code" or "pre" or "br" or "a" => tag,
        _ => null,
    };

    private static string? Address(IElement link)
    {
        var href = new string([.. (link.GetAttribute("href") ?? "").Trim().Where(c => !char.IsControl(c))]);
        return href.Length <= 2000 && Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && uri.UserInfo.Length == 0 | uri.Scheme == "mailto" ? href : null;
    }

    /// <summary>Without what no database keeps.</summary>
    private static string Clear(string text) => new([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
}
