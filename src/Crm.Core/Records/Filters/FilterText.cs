using System.Text;
using Crm.Core.Shared;

namespace Crm.Core.Records.Filters;

/// <summary>
/// The filter language of addresses and of the API:
/// <c>amount gt 1000 and (stage in ('…','…') or company.sector eq 'retail') and closedOn within '2017-Q1'</c>.
/// Text stands in single quotes, a quote inside is doubled; numbers, dates and words may stand bare.
/// Bounded to <see cref="MaxLength"/> characters, <see cref="MaxTerms"/> terms and <see cref="MaxDepth"/> levels.
/// </summary>
public static class FilterText
{
    public const int MaxLength = 8000;
    public const int MaxTerms = 60;
    public const int MaxDepth = 6;

    public static Outcome<FilterNode> Parse(string text)
    {
        if (text.Length > MaxLength)
            return new Refusal("filter-too-long", "filter", MaxLength);
        var parser = new Parser(text);
        var node = parser.Group(0);
        if (parser.Problem is { } problem)
            return problem;
        return parser.AtEnd ? node! : new Refusal("filter-unreadable", "filter", parser.Position + 1);
    }

    public static string Write(FilterNode node) => node switch
    {
        FilterGroup group => string.Join(group.Any ? " or " : " and ",
            group.Nodes.Select(n => n is FilterGroup inner && inner.Any != group.Any ? $"({Write(n)})" : Write(n))),
        FilterTerm term when term.Operator.TakesNoValue() => $"{term.Field} {term.Operator.Word()}",
        FilterTerm term when term.Operator.TakesList() => $"{term.Field} {term.Operator.Word()} ({string.Join(",", term.Values.Select(Quote))})",
        FilterTerm term => $"{term.Field} {term.Operator.Word()} {Quote(term.Values[0])}",
        _ => "",
    };

    private static string Quote(string value) =>
        value.Length is > 0 and < 30 && value.All(c => char.IsAsciiDigit(c) || c is '-' or '.') ? value : $"'{value.Replace("'", "''")}'";

    private sealed class Parser(string text)
    {
        private int terms;

        public int Position { get; private set; }

        public Refusal? Problem { get; private set; }

        public bool AtEnd
        {
            get
            {
                SkipSpace();
                return Position >= text.Length;
            }
        }

        public FilterNode? Group(int depth)
        {
            if (depth > MaxDepth)
                return Fail("filter-too-deep");
            var any = new List<FilterNode>();
            do
            {
                var all = new List<FilterNode>();
                do
                {
                    if (Item(depth) is not { } node)
                        return null;
                    all.Add(node);
                }
                while (Word("and"));
                any.Add(all.Count == 1 ? all[0] : new FilterGroup(false, all));
            }
            while (Word("or"));
            return any.Count == 1 ? any[0] : new FilterGroup(true, any);
        }

        private FilterNode? Item(int depth)
        {
            if (!Mark('('))
                return Term();
            var inner = Group(depth + 1);
            return inner is null || Mark(')') ? inner : Fail();
        }

        private FilterNode? Term()
        {
            if (++terms > MaxTerms)
                return Fail("filter-too-many");
            var field = Bare();
            if (field.Length == 0 || !char.IsLetter(field[0]))
                return Fail();
            var start = Position;
            if (FilterOperators.Find(Bare()) is not { } op)
            {
                Position = start;
                return Fail("filter-operator");
            }
            if (op.TakesNoValue())
                return new FilterTerm(field, op);
            if (!op.TakesList())
                return Value() is { } value ? new FilterTerm(field, op, value) : Fail();
            var values = new List<string>();
            if (!Mark('('))
                return Fail();
            do
            {
                if (Value() is not { } item)
                    return Fail();
                values.Add(item);
            }
            while (Mark(','));
            return Mark(')') ? new FilterTerm(field, op, values) : Fail();
        }

        private string? Value()
        {
            SkipSpace();
            if (Position >= text.Length)
                return null;
            if (text[Position] != '\'')
                return Bare() is { Length: > 0 } bare ? bare : null;
            var value = new StringBuilder();
            for (Position++; Position < text.Length; Position++)
            {
                if (text[Position] != '\'')
                {
                    value.Append(text[Position]);
                }
                else if (Position + 1 < text.Length && text[Position + 1] == '\'')
                {
                    value.Append('\'');
                    Position++;
                }
                else
                {
                    Position++;
                    return value.ToString();
                }
            }
            return null;
        }

        private string Bare()
        {
            SkipSpace();
            var start = Position;
            while (Position < text.Length && (char.IsLetterOrDigit(text[Position]) || text[Position] is '_' or '.' or '-' or ':' or '/' or '+'))
                Position++;
            return text[start..Position];
        }

        private bool Word(string word)
        {
            var start = Position;
            if (Bare() == word)
                return true;
            Position = start;
            return false;
        }

        private bool Mark(char mark)
        {
            SkipSpace();
            if (Position >= text.Length || text[Position] != mark)
                return false;
            Position++;
            return true;
        }

        private FilterNode? Fail(string code = "filter-unreadable")
        {
            Problem ??= new Refusal(code, "filter", Position + 1);
            return null;
        }

        private void SkipSpace()
        {
            while (Position < text.Length && char.IsWhiteSpace(text[Position]))
                Position++;
        }
    }
}
