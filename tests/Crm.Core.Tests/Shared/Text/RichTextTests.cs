using AngleSharp.Html.Parser;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared.Text;

namespace Crm.Core.Tests.Shared.Text;

/// <summary>Formatted text keeps its form and loses everything that could act.</summary>
public sealed class RichTextTests
{
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>", "<p onclick=alert(1) style=\"background:url(javascript:alert(1))\">x</p>",
        "<a href=\"javascript:alert(1)\">x</a>", "<a href=\" java\tscript:alert(1)\">x</a>", "<a href=\"&#106;avascript:alert(1)\">x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:x\">x</a>", "<a href=\"//evil.example\">x</a>", "<a href=\"https://x.example/\" onmouseover=\"alert(1)\" target=_top>x</a>", "<a href='https://x.example/\" onclick=\"alert(1)'>x</a>",
        "<svg><script>alert(1)</script></svg>", "<svg/onload=alert(1)>", "<svg><style><img src=x onerror=alert(1)></style></svg>", "<style>@import '//evil.example'</style>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<table><td><table><td><script>alert(1)</script><b>x",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<textarea></textarea><script>alert(1)</script>", "<title></title><script>alert(1)</script>", "<template><script>alert(1)</script></template>",
        "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<script>alert(1)</script>]]>", "<xmp><script>alert(1)</script></xmp>", "<meta http-equiv=refresh content=0;url=javascript:alert(1)>", "<base href=//evil.example>",
        "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<b <script>alert(1)</script>0", "<<script>alert(1);//<</script>", "\"><svg><p><style><g title=\"</style><img src onerror=alert(1)>\">",
    ];

    [Theory, MemberData(nameof(Attacks))]
    public void Nothing_that_acts_gets_through(string attack)
    {
        foreach (var html in new[] { attack, $"<p>before {attack} after</p>", $"<ul><li>{attack}</ul>", $"<table><tr>{attack}", RichText.Clean(attack)! })
        {
            var clean = RichText.Clean(html)!;
            AssertInert(clean);
            Assert.Equal(clean, RichText.Clean(clean));
        }
    }

    [Fact]
    public void What_is_nested_endlessly_or_endlessly_long_costs_neither_time_nor_the_process()
    {
        foreach (var tag in new[] { "b", "div", "blockquote", "ul><li", "p", "a href=https://x.example", "table" })
            AssertInert(RichText.Clean(string.Concat(Enumerable.Repeat($"<{tag}>", 900)) + "x")!);
        Assert.Null(RichText.Clean(new string('x', RichText.MaxInput + 1)));
        Assert.Null(RichText.Clean(string.Concat(Enumerable.Repeat("<b>", 20_000))));
    }

    [Theory]
    [InlineData("<div>One<br>two</div><div><b>three</b></div>", "<p>One<br>two</p><p><strong>three</strong></p>")]
    [InlineData("Hello <i>you</i>, all", "<p>Hello <em>you</em>, all</p>")]
    [InlineData("<h1>Head</h1><p>Body", "<h2>Head</h2><p>Body</p>")]
    [InlineData("<ul><li>a</li><li>b<ol><li>c</ol></ul>", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>")]
    [InlineData("<p><span style=color:red>red</span> and <u>under</u></p>", "<p>red and <u>under</u></p>")]
    [InlineData("<a href=\"https://x.example/?a=1&amp;b=2\">x</a>", "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener nofollow\">x</a></p>")]
    [InlineData("<a href=\"mailto:a@b.example\">a</a>", "<p><a href=\"mailto:a@b.example\" rel=\"noopener nofollow\">a</a></p>")]
    [InlineData("<pre>a  &lt;b\n c</pre><blockquote>said</blockquote>", "<pre>a  &lt;b\n c</pre><blockquote><p>said</p></blockquote>")]
    [InlineData("<p>a</p><p></p><ul><li></li><li>b</li></ul><p><b></b></p>", "<p>a</p><ul><li>b</li></ul>")]
    [InlineData("<p><br></p><p> &nbsp; </p>", "")]
    [InlineData("", "")]
    public void Formatting_is_kept_in_one_spelling(string html, string clean) => Assert.Equal(clean, RichText.Clean(html));

    [Theory]
    [InlineData("a < b & c\nd\n\ne", "<p>a &lt; b &amp; c<br>d</p><p>e</p>", "a < b & c d e")]
    [InlineData("<p>One</p><p>t<strong>w</strong>o<br>three</p>", "<p>One</p><p>t<strong>w</strong>o<br>three</p>", "One two three")]
    [InlineData("1 <2>3", "<p>1 &lt;2&gt;3</p>", "1 <2>3")]
    public void Text_becomes_paragraphs_and_a_cell_shows_the_words(string text, string html, string words)
    {
        Assert.True(FieldKinds.RichText.TryParse(text, FieldFormat.Machine("USD"), out var value));
        Assert.Equal((html, words), ((string)value!, RichText.PlainOf((string)value!)));
    }

    private static void AssertInert(string clean)
    {
        // Read as a browser does, with scripting on, so that nothing hides where only one of both looks.
        var body = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument("<body>" + clean).Body!;
        Assert.Equal(clean, body.InnerHtml.Replace("\u00a0", "&nbsp;").Replace("&nbsp;", "\u00a0"));
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, new[] { "p", "br", "strong", "em", "u", "s", "h2", "h3", "ul", "ol", "li", "a", "blockquote", "code", "pre" });
            Assert.All(element.Attributes, a => Assert.True(element.LocalName == "a" && (a.Name == "rel" && a.Value == "noopener nofollow" || a.Name == "href"), $"{element.LocalName} has {a.Name}"));
            if (element.LocalName == "a")
                Assert.Matches("^(https?:|mailto:)", element.GetAttribute("href"));
        }
    }
}
