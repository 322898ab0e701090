using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>Counts what one column holds, in bounded memory.</summary>
internal sealed class ColumnTally
{
    private const int LongestListed = 100;

    private readonly Dictionary<string, (long Count, ValueForms Forms)> values = [];
    private readonly Dictionary<string, (long Count, ValueForms Forms)>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly long[] kindFits = new long[ValueForms.KindCount];
    private readonly long[] dateFits = new long[ValueForms.DateCount];
    private readonly long[] decisiveKinds = new long[ValueForms.KindCount];
    private readonly long[] decisiveDates = new long[ValueForms.DateCount];
    private readonly Misfit?[] kindMisfits = new Misfit?[ValueForms.KindCount];
    private readonly Misfit?[] dateMisfits = new Misfit?[ValueForms.DateCount];
    private long filled;
    private long empty;
    private long disputed;
    private long times;
    private int maxLength;
    private bool moreValues;

    public ColumnTally() => lookup = values.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(string cell, long line)
    {
        var text = cell.AsSpan().Trim();
        maxLength = Math.Max(maxLength, text.Length);
        if (text.IsEmpty)
        {
            empty++;
            return;
        }

        filled++;
        Count(FormsOf(text), text, line);
    }

    public ColumnProfile Profile(int column, string name) => new(
        column, name, filled, empty, maxLength,
        [.. values.Select(value => new ValueCount(value.Key, value.Value.Count)).OrderByDescending(value => value.Count)],
        moreValues,
        [.. kindFits.Select((fits, i) => new FormFit<ValueKind>((ValueKind)i, fits, filled - fits, decisiveKinds[i], kindMisfits[i]))],
        [.. dateFits.Select((fits, i) => new FormFit<DateOrder>((DateOrder)i, fits, filled - fits, decisiveDates[i], dateMisfits[i]))],
        disputed, times);

    private ValueForms FormsOf(ReadOnlySpan<char> text)
    {
        if (text.Length <= LongestListed)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(lookup, text);
            if (!Unsafe.IsNullRef(ref known))
            {
                known.Count++;
                return known.Forms;
            }
        }

        var forms = ValueForms.Of(text);
        if (text.Length <= LongestListed && values.Count < ColumnSurvey.MostValues)
            values.Add(text.ToString(), (1, forms));
        else
            moreValues = true;
        return forms;
    }

    private void Count(ValueForms forms, ReadOnlySpan<char> text, long line)
    {
        for (var i = 0; i < kindFits.Length; i++)
        {
            if (forms.Is((ValueKind)i)) kindFits[i]++;
            else kindMisfits[i] ??= MisfitOf(text, line);
        }

        for (var i = 0; i < dateFits.Length; i++)
        {
            if (!forms.Is((DateOrder)i)) dateMisfits[i] ??= MisfitOf(text, line);
            else
            {
                dateFits[i]++;
                if (forms.HasOneDate) decisiveDates[i]++;
            }
        }

        if (forms.HasOneDecimal)
            decisiveKinds[(int)(forms.Is(ValueKind.DecimalPoint) ? ValueKind.DecimalPoint : ValueKind.DecimalComma)]++;
        if (forms.Disputed) disputed++;
        if (forms.HasTime) times++;
    }

    private static Misfit MisfitOf(ReadOnlySpan<char> text, long line) =>
        new(text.Length <= LongestListed ? text.ToString() : string.Concat(text[..LongestListed], "…"), line);
}
