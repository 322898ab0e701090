using System.Linq.Expressions;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records.Schema;

/// <summary>Builds the field that an overlay row describes, over the JSON column of <typeparamref name="T"/>.</summary>
internal sealed class CustomField(FieldOverlay overlay) : IRecordWork<Field>
{
    /// <summary>SQL Server reads no longer text out of JSON.</summary>
    private const int LongestText = 4000;

    public Field Run<T>(RecordType<T> type) where T : Record
    {
        var kind = FieldKinds.Find(overlay.CustomKind!, overlay.Format)
            ?? throw new InvalidOperationException($"{overlay.RecordType}.{overlay.FieldName} has the unknown kind {overlay.CustomKind}.");
        var key = overlay.FieldName;
        if (kind is AddressKind)
            return Address<T>(key) with { IsRequired = overlay.IsRequired ?? false, IsHidden = overlay.IsHidden ?? false, Label = overlay.Label ?? key };
        return new Field
        {
            Name = key,
            Kind = kind,
            Value = Sql<T>(kind, kind is RichTextKind ? WordsKey(key) : key),
            CurrencyOf = kind is MoneyKind ? Call<T>(nameof(Json.Text), CurrencyKey(key)) : null,
            Target = kind is UserKind ? UserKind.People : overlay.Target,
            Read = kind is MoneyKind ? record => Amount(record, key) : record => record.Custom[key] is { } json ? kind.Kept(json) : null,
            Write = kind is RichTextKind ? (record, value) => KeepRich(record, key, (string?)value) : kind is MoneyKind ? (record, value) => Keep(record, key, (Money?)value) : (record, value) => record.Custom.Set(key, value is null ? null : kind.Keep(value)),
            IsCustom = true,
            IsReadOnly = kind is AutoNumberKind,
            IsRequired = kind is not AutoNumberKind && overlay.IsRequired == true,
            IsHidden = overlay.IsHidden ?? false,
            MaxLength = kind switch { EmailKind => 254, PhoneKind => 60, LongTextKind => LongestText, RichTextKind => RichTextKind.MaxLength, TextKind => 1000, _ => null },
            Choices = overlay.Choices ?? [],
            ChoicesAreOpen = kind is ChoiceKind or ChoicesKind,
            Label = overlay.Label ?? key,
        };
    }

    /// <summary>Each part under a key of its own, as <see cref="Keep"/> keeps the currency of an amount.</summary>
    private static Field Address<T>(string key) where T : Record
    {
        string Key(string part) => $"{key}.{part}";
        return AddressField.Of(key, Shared.Address.Parts.ToDictionary(part => part, part =>
            ((Expression<Func<T, string?>>)Call<T>(nameof(Json.Text), Key(part)), new Action<Record, object?>((record, text) => record.Custom.Set(Key(part), (string?)text)))),
            record =>
            {
                string? Text(string part) => record.Custom[Key(part)]?.GetString();
                return Shared.Address.Of(Text(Shared.Address.StreetPart), Text(Shared.Address.CityPart), Text(Shared.Address.RegionPart), Text(Shared.Address.PostalCodePart), Text(Shared.Address.CountryPart));
            }, isCustom: true);
    }

    private static LambdaExpression Sql<T>(FieldKind kind, string key) where T : Record
    {
        var read = Call<T>(kind.Storage switch
        {
            JsonStorage.Number => nameof(Json.Number),
            JsonStorage.Flag => nameof(Json.Flag),
            _ => nameof(Json.Text),
        }, key);
        // Minor units are whole; up to the largest amount a double holds them exactly.
        return kind is MoneyKind ? Expression.Lambda<Func<T, long?>>(Expression.Convert(read.Body, typeof(long?)), read.Parameters) : read;
    }

    /// <summary>No own field can be called so: names have no full stop.</summary>
    private static string CurrencyKey(string key) => key + ".currency";

    /// <summary>Beside the HTML its words, which are what SQL looks into.</summary>
    private static string WordsKey(string key) => key + ".text";

    private static void KeepRich(Record record, string key, string? html)
    {
        record.Custom.Set(key, html);
        var words = html is null ? null : RichText.PlainOf(html);
        record.Custom.Set(WordsKey(key), words?.Length > LongestText ? words[..(char.IsHighSurrogate(words[LongestText - 1]) ? LongestText - 1 : LongestText)] : words);
    }

    private static object? Amount(Record record, string key) =>
        record.Custom[key] is { } minor && record.Custom[CurrencyKey(key)] is { } currency ? new Money(minor.GetInt64(), currency.GetString()!) : null;

    private static void Keep(Record record, string key, Money? amount)
    {
        record.Custom.Set(key, amount?.Minor);
        record.Custom.Set(CurrencyKey(key), amount?.Currency);
    }

    private static LambdaExpression Call<T>(string function, string key) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda(Expression.Call(typeof(Json), function, null, Expression.Property(record, nameof(Record.CustomJson)), Expression.Constant(key)), record);
    }
}
