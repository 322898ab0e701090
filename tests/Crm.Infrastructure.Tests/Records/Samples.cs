using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>
/// Values at the edges of each kind, canonical as the store keeps them. A kind that is added without samples fails the tests
/// over all types, which is how one remembers to think of its edges.
/// </summary>
internal static class Samples
{
    public static readonly IReadOnlyList<string> Texts =
    [
        "Acme O'Brien \"Ltd\" <script>alert(1)</script> %_\\ -- ;",
        "‮hello‬ שלום مرحبا \u200f(left)\u2066",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯a̴̢̛lg̷o",
        "👩‍👩‍👧‍👦 🏴‍☠️ 𠮷野家 🇹🇼",
        "İstanbul ıŞIK straße ǅ ﬁ",
        "顶点五金有限公司（臺灣）",
    ];

    public static IReadOnlyList<object> Of(FieldKind kind) => kind switch
    {
        LongTextKind => [.. Texts.Select(object (t) => $"{t}\n\n\t{t}")],
        EmailKind => ["wang.wei+crm@dingdian.example", "o'brien@xn--bcher-kva.example"],
        PhoneKind => ["+86 (10) 6552-9988 x12", "0571/8888–1234 转 8"],
        UrlKind => ["https://example.com/a?b=ü&c='", "http://192.0.2.1:8080/#x"],
        ChoiceKind or ChoicesKind => [],
        ReferencesKind => [Set("0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002")],
        TagsKind => [Set("Key account", "vip"), Set("it's 100%_\\[x]", "<script>alert(1)</script>"), Set("重要客户", "👩‍👩‍👧‍👦")],
        RecurrenceKind => ["FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5", "FREQ=DAILY;INTERVAL=3;UNTIL=20991231"],
        RichTextKind => ["<p>Hello <strong>顶点</strong> &amp; co</p><ul><li>a \"b\"</li></ul>", "<h2>1 &lt; 2</h2><pre>a\n b</pre>", "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener nofollow\">x</a></p>"],
        CountryKind => ["DE", "TW"],
        AddressKind =>
        [
            Address.Of("10 O'Brien Street\nFloor 3, \"B\"", "San José", "CA", "95110-1234", "US")!, Address.Of("西湖区文三路 90 号", "杭州市", "浙江省", "310012", "CN")!,
            Address.Of(city: "<script>alert(1)</script>")!, Address.Of(country: "DE")!,
        ],
        TextKind => [.. Texts],
        AutoNumberKind => [],
        YearKind => [1m, 9999m, 2024m],
        PercentKind => [100m, 0m, 7m],
        IntegerKind => [(decimal)int.MaxValue, -(decimal)int.MaxValue, 0m],
        NumberKind => [999_999_999_999_999m, -0.000000000001m, 12.5m],
        MoneyKind => [new Money(99_999_999_999, "JPY"), new Money(-1_234_567, "KWD"), new Money(1, "USD"), new Money(1, "JPY")],
        DateKind => [new DateOnly(2024, 2, 29), new DateOnly(1000, 1, 1), new DateOnly(9998, 12, 31)],
        DateTimeKind => [Moment("2024-02-29T23:59:59.1234560Z"), Moment("1999-12-31T00:00:00Z"), Moment("2026-03-08T07:00:00.5Z")],
        YesNoKind => [true, false],
        ReferenceKind => [new Guid("0199aaaa-0000-7000-8000-000000000001")],
        LinkKind => [new RecordLink("companies", new Guid("0199aaaa-0000-7000-8000-000000000001"))],
        _ => throw new InvalidOperationException($"The kind {kind} has no samples."),
    };

    private static ValueSet Set(params string[] members) => ValueSet.Of(members)!;

    private static DateTime Moment(string text) => DateTime.Parse(text, null, System.Globalization.DateTimeStyles.RoundtripKind);
}
