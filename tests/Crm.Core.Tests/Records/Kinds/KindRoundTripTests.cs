using System.Globalization;
using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Core.Tests.Records.Kinds;

/// <summary>A value of any kind survives being written for machines and read again, as text and as JSON.</summary>
public sealed class KindRoundTripTests
{
    private static readonly FieldFormat Machine = FieldFormat.Machine("USD");

    public static TheoryData<string> Kinds => [.. FieldKinds.All.Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void What_a_kind_writes_for_machines_it_reads_back(string name)
    {
        var kind = FieldKinds.Find(name)!;
        foreach (var value in Values(kind))
        {
            var text = kind.Format(value, Machine);
            Assert.True(kind.TryParse(text, Machine, out var read), $"{name} does not read '{text}'.");
            Assert.Equal(value, read);
            Assert.Equal(kind.ValueType, read!.GetType());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_a_kind_writes_as_JSON_it_reads_back(string name)
    {
        var kind = FieldKinds.Find(name)!;
        foreach (var value in Values(kind))
        {
            using var json = JsonDocument.Parse(kind.ToJson(value).ToJsonString(Json.Compact));
            Assert.True(kind.TryReadJson(json.RootElement, Machine, out var read), $"{name} does not read {json.RootElement}.");
            Assert.Equal(value, read);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_reads_strange_text_without_failing(string name)
    {
        var kind = FieldKinds.Find(name)!;
        foreach (var culture in new[] { "", "en-US", "zh-Hans", "tr-TR", "de-DE", "ar-SA" })
            foreach (var text in new[] { "", " ", "\0", "NaN", "∞", "1e999", "9".PadRight(400, '9'), "--1", "٣", "\ud83d", "2024-02-30", "9999-12-31", "99999-01-01", "0001-01-01T00:00:00Z", "companies/", "/", "%", "100%%", "¥", "USD", " USD" })
                if (kind.TryParse(text, new FieldFormat(CultureInfo.GetCultureInfo(culture), TimeZoneInfo.Utc, "JPY"), out var read))
                    Assert.IsType(kind.ValueType, read);
    }

    [Fact]
    public void An_amount_names_its_currency_where_it_is_not_the_usual_one()
    {
        Assert.Equal("12.5", FieldKinds.Money.Format(new Money(1250, "USD"), Machine));
        Assert.Equal("1250 JPY", FieldKinds.Money.Format(new Money(1250, "JPY"), Machine));
        Assert.Equal("1.25 KWD", FieldKinds.Money.Format(new Money(1250, "KWD"), Machine));
        Assert.False(FieldKinds.Money.TryParse("12.5 JPY", Machine, out _), "There is no half yen.");
        Assert.False(FieldKinds.Money.TryParse("12.5 usd", Machine, out _));
    }

    [Theory]
    [InlineData("en-US", "12.5%", true)]
    [InlineData("de-DE", "12,5 %", true)]
    [InlineData("zh-Hans", "12.5％", true)]
    [InlineData("en-US", "12.505", false)]
    [InlineData("en-US", "100.01", false)]
    public void A_percentage_is_read_as_the_reader_writes_it(string culture, string text, bool fits)
    {
        var kind = new PercentKind(2);
        Assert.Equal(fits, kind.TryParse(text, new FieldFormat(CultureInfo.GetCultureInfo(culture), TimeZoneInfo.Utc, "EUR"), out var read));
        if (fits)
            Assert.Equal(12.5m, read);
    }

    [Fact]
    public void A_pattern_shows_an_automatic_number_and_reads_it_again()
    {
        var (kind, reader) = (new AutoNumberKind("T-{0000} / A"), new FieldFormat(CultureInfo.GetCultureInfo("de-DE"), TimeZoneInfo.Utc, "EUR"));
        Assert.Equal(("T-0042 / A", "T-12345 / A", "42"), (kind.Format(42m, reader), kind.Format(12_345m, reader), kind.Format(42m, Machine)));
        Assert.All(new[] { "T-0042 / A", "t-42", "42" }, text => Assert.True(kind.TryParse(text, reader, out var read) && read is 42m, text));
        Assert.All(new[] { "", "{}", "{1}", "{0}{0}", "T-{00", new string('x', 40) + "{0}", "\n{0}" }, text => Assert.False(AutoNumberKind.IsPattern(text), text));
    }

    /// <summary>The edges of each kind and two hundred random values between them; the seed is fixed, so that a failure comes back.</summary>
    private static IEnumerable<object> Values(FieldKind kind)
    {
        var random = new Random(20_260_122);
        return Edges(kind).Concat(Enumerable.Range(0, 200).Select(_ => Random(kind, random)));
    }

    private static object[] Edges(FieldKind kind) => kind switch
    {
        IntegerKind or PercentKind => [],
        NumberKind => [999_999_999_999_999.9m, -0.0000000000000000000000000001m, 0m, 1.50m],
        MoneyKind => [new Money(8_999_999_999_999_999, "USD"), new Money(-89_999_999_999_999, "JPY"), new Money(0, "KWD")],
        DateKind => [new DateOnly(1000, 1, 1), new DateOnly(2024, 2, 29), new DateOnly(9998, 12, 31)],
        DateTimeKind => [new DateTime(1000, 1, 1, 0, 0, 0, System.DateTimeKind.Utc), new DateTime(9998, 12, 31, 23, 59, 59, System.DateTimeKind.Utc).AddTicks(9_999_999)],
        _ => [],
    };

    private static object Random(FieldKind kind, Random random) => kind switch
    {
        ReferencesKind => ReferencesKind.Of(Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Guid(Bytes(random))))!,
        SetKind => ValueSet.Of(Enumerable.Range(0, random.Next(1, 6)).Select(i => $"{i} {Letters(random)}"))!,
        AddressKind => Address.Of($"{Letters(random)}\n{Letters(random)}", Letters(random), random.Next(2) == 0 ? null : Letters(random), null, Countries.All[random.Next(Countries.All.Count)])!,
        EmailKind => $"{Letters(random)}@{Letters(random)}.example",
        PhoneKind => $"+{random.Next(1, 999)} {random.Next(100, 99_999_999)}",
        UrlKind => $"https://example.com:{random.Next(1, 65536)}/?q={Letters(random)}",
        LongTextKind => $"{Letters(random)}\n\t{Letters(random)} \n{Letters(random)}",
        RecurrenceKind => $"FREQ=WEEKLY;INTERVAL={random.Next(2, 300)};BYDAY=MO,TH;COUNT={random.Next(1, 900)}",
        RichTextKind => RichText.Clean(RichText.OfPlain(Letters(random)))!,
        CountryKind => Countries.All[random.Next(Countries.All.Count)],
        TextKind => Letters(random),
        AutoNumberKind => (decimal)random.Next(1, int.MaxValue),
        YearKind => (decimal)random.Next(1, 9999),
        PercentKind => (decimal)random.Next(0, 100),
        IntegerKind => (decimal)random.Next(-int.MaxValue, int.MaxValue),
        NumberKind => Math.Round((decimal)(random.NextDouble() - 0.5) * 1e15m, random.Next(0, 12)),
        MoneyKind => new Money(random.NextInt64(-9_000_000_000_000, 9_000_000_000_000), new[] { "USD", "JPY", "KWD", "TWD" }[random.Next(4)]),
        DateKind => DateOnly.FromDayNumber(random.Next(new DateOnly(1000, 1, 1).DayNumber, new DateOnly(9998, 12, 31).DayNumber)),
        DateTimeKind => new DateTime(random.NextInt64(new DateTime(1000, 1, 1).Ticks, new DateTime(9998, 12, 31).Ticks), System.DateTimeKind.Utc),
        YesNoKind => random.Next(2) == 0,
        ReferenceKind => new Guid(Bytes(random)),
        LinkKind => new RecordLink("companies", new Guid(Bytes(random))),
        _ => throw new InvalidOperationException($"The kind {kind} has no values here."),
    };

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Letters(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Signs[random.Next(Signs.Length)]));

    private static readonly string[] Signs = ["a", "b", "Z", "ß", "İ", "é", "顶", "點", "🏴‍☠️", "'", "%", "-", "\u202e", "𠮷"];
}
