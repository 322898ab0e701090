using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Records.Schema;

/// <summary>Builds the field that an overlay row describes, over the JSON column of <typeparamref name="T"/>.</summary>
internal sealed class CustomField(FieldOverlay overlay) : IRecordWork<Field>
{
    /// <summary>SQL Server reads no longer text out of JSON.</summary>
    private const int LongestText = 4000;

    public Field Run<T>(RecordType<T> type) where T : Record
    {
        var kind = FieldKinds.Find(overlay.CustomKind!)
            ?? throw new InvalidOperationException($"{overlay.RecordType}.{overlay.FieldName} has the unknown kind {overlay.CustomKind}.");
        var key = overlay.FieldName;
        return new Field
        {
            Name = key,
            Kind = kind,
            Value = Sql<T>(kind, key),
            Read = record => record.Custom[key] is { } json ? kind.Kept(json) : null,
            Write = (record, value) => record.Custom.Set(key, value is null ? null : kind.Keep(value)),
            IsCustom = true,
            IsRequired = overlay.IsRequired ?? false,
            IsHidden = overlay.IsHidden ?? false,
            MaxLength = kind switch { EmailKind => 254, PhoneKind => 60, LongTextKind => LongestText, TextKind => 1000, _ => null },
            Choices = overlay.Choices ?? [],
            ChoicesAreOpen = kind is ChoiceKind or ChoicesKind,
            Label = overlay.Label ?? key,
        };
    }

    private static LambdaExpression Sql<T>(FieldKind kind, string key) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var function = kind.Storage switch
        {
            JsonStorage.Number => nameof(Json.Number),
            JsonStorage.Flag => nameof(Json.Flag),
            _ => nameof(Json.Text),
        };
        var call = Expression.Call(typeof(Json), function, null, Expression.Property(record, nameof(Record.CustomJson)), Expression.Constant(key));
        return Expression.Lambda(call, record);
    }
}
