using AngleSharp.Dom;
using Bunit;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Web.Records;
using Crm.Web.Records.Pages;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records;

/// <summary>Whatever somebody writes into a field stays text: no script runs, no picture loads, no link leads into a program.</summary>
public sealed class InertTextTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly string[] Attacks =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
        "javascript:alert(1)", "JaVaScRiPt://x.example/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "</textarea><script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>", "<style>*{background:url(//evil.example)}</style>", "{{constructor.constructor('alert(1)')()}}",
        "@[x](members/javascript:alert(1))", "https://x.example/\" onmouseover=\"alert(1)", "<b onclick=alert(1)>@x.example", "&lt;script&gt;alert(1)&lt;/script&gt;",
    ];

    [Fact]
    public async Task Text_of_any_field_of_any_type_is_shown_and_never_run()
    {
        var acme = await product.SignUpAsync();
        await using var context = new BunitContext();
        var shown = 0;
        await acme.DoAsync(async services =>
        {
            var labels = services.GetRequiredService<RecordLabels>();
            var schema = await services.GetRequiredService<SchemaSource>().GetAsync(default);
            foreach (var type in schema.Types)
                foreach (var field in type.Fields)
                    foreach (var value in Attacks.Select(a => Value(field, a)).OfType<object>())
                    {
                        var cell = context.Render<ValueMarkup>(p => p.Add(v => v.Labels, labels).Add(v => v.Schema, schema).Add(v => v.Type, type.Type)
                            .Add(v => v.Field, field).Add(v => v.Value, value).Add(v => v.Linked, true));
                        AssertInert(cell.Nodes, $"{type.Name}.{field.Name} = {value}");
                        shown++;
                    }
            return true;
        });
        Assert.True(shown > 500, $"Only {shown} values were shown.");
    }

    [Fact]
    public void Notes_and_other_entries_of_a_timeline_are_words()
    {
        using var context = new BunitContext();
        foreach (var attack in Attacks)
        {
            var prose = context.Render<Prose>(p => p.Add(t => t.Text, attack));
            AssertInert(prose.Nodes, attack);
            Assert.Equal(attack, prose.Find(".prose").TextContent);
        }
    }

    /// <summary>The attack as a value of the field, where its kind takes it; null where it is refused.</summary>
    private static object? Value(Field field, string attack) => field.Kind switch
    {
        ReferencesKind => new RecordRefs([new RecordRef(Guid.NewGuid(), attack)]),
        ReferenceKind => new RecordRef(Guid.NewGuid(), attack),
        SetKind => ValueSet.Of([attack]),
        TextKind => field.Kind.TryParse(attack, FieldFormat.Machine("USD"), out var value) ? value : null,
        _ => null,
    };

    private static void AssertInert(IEnumerable<INode> nodes, string what)
    {
        foreach (var element in nodes.OfType<IElement>().SelectMany(e => e.QuerySelectorAll("*").Prepend(e)))
        {
            Assert.True(element.LocalName is "span" or "a" or "i", $"{what} made <{element.LocalName}>.");
            Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style");
            if (element.GetAttribute("href") is { } href)
                Assert.True(href.StartsWith('/') || href.StartsWith("https://", StringComparison.Ordinal) || href.StartsWith("http://", StringComparison.Ordinal)
                    || href.StartsWith("mailto:", StringComparison.Ordinal) || href.StartsWith("tel:", StringComparison.Ordinal), $"{what} leads to {href}.");
        }
    }
}
