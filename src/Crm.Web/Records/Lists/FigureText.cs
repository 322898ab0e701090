using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Web.Records.Lists;

/// <summary>Figures of columns as people read them.</summary>
internal static class FigureText
{
    public static string Show(IReadOnlyList<object> values, Field field, FieldFormat format) => string.Join(" + ", values.Select(value => value switch
    {
        Money money => money.ToString(format.Culture),
        decimal number when field.Kind is YearKind => number.ToString("0", format.Culture),
        decimal number => number.ToString("#,0.#", format.Culture) + (field.Kind is PercentKind ? "%" : ""),
        _ => field.Kind.Format(value, format),
    }));
}
