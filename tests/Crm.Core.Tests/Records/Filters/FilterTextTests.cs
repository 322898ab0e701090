using Crm.Core.Records.Filters;

namespace Crm.Core.Tests.Records.Filters;

public sealed class FilterTextTests
{
    [Fact]
    public void Any_filter_is_read_as_it_was_written()
    {
        var random = new Random(20_260_122);
        for (var i = 0; i < 2_000; i++)
        {
            var filter = Tree(random, depth: 0, any: random.Next(2) == 0);
            var text = FilterText.Write(filter);
            var read = FilterText.Parse(text);

            Assert.True(read.Succeeded, $"{text}: {string.Join(';', read.Refusals)}");
            Assert.True(Same(filter, read.Value), text);
            Assert.Equal(text, FilterText.Write(read.Value));
        }
    }

    [Fact]
    public void Whatever_is_written_in_an_address_is_read_or_refused()
    {
        var random = new Random(7);
        string[] parts = ["name", "eq", "'", "''", "(", ")", ",", "and", "or", "in", "empty", " ", "\0", "\u202e", "🏴", "\ud83d", "-", "1", ".", "within", "a.b.c.d", "İ", "\n", "not", "%"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => parts[random.Next(parts.Length)] + (random.Next(2) == 0 ? " " : "")));
            var read = FilterText.Parse(text);

            Assert.True(read.Succeeded || read.Refusals.Single().Code.StartsWith("filter-", StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [InlineData("", "filter-unreadable")]
    [InlineData("name", "filter-operator")]
    [InlineData("name like 'a'", "filter-operator")]
    [InlineData("name eq", "filter-unreadable")]
    [InlineData("name eq 'open", "filter-unreadable")]
    [InlineData("name eq 'a' or", "filter-unreadable")]
    [InlineData("(name eq 'a'", "filter-unreadable")]
    [InlineData("name eq 'a')", "filter-unreadable")]
    [InlineData("name in ()", "filter-unreadable")]
    [InlineData("name in ('a',)", "filter-unreadable")]
    [InlineData("name eq 'a'; drop table deals", "filter-unreadable")]
    [InlineData("1=1", "filter-unreadable")]
    public void What_is_no_filter_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Single(FilterText.Parse(text).Refusals).Code);

    [Fact]
    public void Length_depth_and_number_of_conditions_are_bounded()
    {
        string Nested(int levels) => new string('(', levels) + "a eq 1" + new string(')', levels);
        string Many(int terms) => string.Join(" and ", Enumerable.Repeat("a eq 1", terms));

        Assert.True(FilterText.Parse(Nested(FilterText.MaxDepth)).Succeeded);
        Assert.Equal("filter-too-deep", FilterText.Parse(Nested(FilterText.MaxDepth + 1)).Refusals[0].Code);
        Assert.Equal("filter-too-deep", FilterText.Parse(new string('(', FilterText.MaxLength)).Refusals[0].Code);
        Assert.True(FilterText.Parse(Many(FilterText.MaxTerms)).Succeeded);
        Assert.Equal("filter-too-many", FilterText.Parse(Many(FilterText.MaxTerms + 1)).Refusals[0].Code);
        Assert.True(FilterText.Parse($"a eq '{new string('x', FilterText.MaxLength - 7)}'").Succeeded);
        Assert.Equal("filter-too-long", FilterText.Parse($"a eq '{new string('x', FilterText.MaxLength)}'").Refusals[0].Code);
    }

    [Fact]
    public void And_binds_stronger_than_or()
    {
        var filter = Assert.IsType<FilterGroup>(FilterText.Parse("a eq 1 or b eq 2 and c eq 3").Value);

        Assert.True(filter.Any);
        Assert.IsType<FilterTerm>(filter.Nodes[0]);
        Assert.False(Assert.IsType<FilterGroup>(filter.Nodes[1]).Any);
    }

    /// <summary>Groups of both sorts take turns, as the language writes them.</summary>
    private static FilterNode Tree(Random random, int depth, bool any) => depth >= 3 || random.Next(3) == 0
        ? Term(random)
        : new FilterGroup(any, [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Tree(random, depth + 1, !any))]);

    private static FilterTerm Term(Random random)
    {
        var op = Enum.GetValues<FilterOperator>()[random.Next(Enum.GetValues<FilterOperator>().Length)];
        var field = new[] { "name", "company.sector", "own_field", "and", "or", "e1" }[random.Next(6)];
        return op.TakesNoValue() ? new FilterTerm(field, op)
            : new FilterTerm(field, op, [.. Enumerable.Range(0, op.TakesList() ? random.Next(1, 4) : 1).Select(_ => Value(random))]);
    }

    private static string Value(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => "a1-.' (),\"\n顶İ\u202e\0:/+"[random.Next(17)]));

    private static bool Same(FilterNode a, FilterNode b) => (a, b) switch
    {
        (FilterTerm x, FilterTerm y) => x.Field == y.Field && x.Operator == y.Operator && x.Values.SequenceEqual(y.Values),
        (FilterGroup x, FilterGroup y) => x.Any == y.Any && x.Nodes.Count == y.Nodes.Count && x.Nodes.Zip(y.Nodes).All(p => Same(p.First, p.Second)),
        _ => false,
    };
}
