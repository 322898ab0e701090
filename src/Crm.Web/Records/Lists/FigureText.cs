using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Web.Records.Lists;

/// <summary>Figures of columns as people and as machines read them.</summary>
internal static class FigureText
{
    public static string Show(IReadOnlyList<object> values, Field field, FieldFormat format) => string.Join(" + ", values.Select(value => value switch
    {
        Money money => money.ToString(format.Culture),
        decimal number when field.Kind is YearKind => number.ToString("0", format.Culture),
        decimal number => number.ToString("#,0.#", format.Culture) + (field.Kind is PercentKind ? "%" : ""),
        _ => field.Kind.Format(value, format),
    }));

    public static string Machine(object value, Field field, FieldFormat machine) =>
        value is decimal number ? number.ToString(CultureInfo.InvariantCulture) : field.Kind.Format(value, machine);

    public static object? Read(string text, Field field, ColumnFigure figure, FieldFormat machine) =>
        figure.Figure == Figure.Filled || field.Kind is NumberKind
            ? decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null
            : field.Kind.TryParse(text, machine, out var value) ? value : null;
}
