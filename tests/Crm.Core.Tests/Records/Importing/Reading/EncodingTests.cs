using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class EncodingTests
{
    private const string Simplified =
        "公司名称,联系人,职务,备注\r\n上海云帆软件有限公司,王伟,销售经理,下周回访\r\n广州明德贸易有限公司,李娜,采购主管,已发送报价单\r\n";

    private const string Traditional =
        "公司名稱,聯絡人,職稱,備註\r\n臺北遠見資訊股份有限公司,陳志明,業務經理,下週拜訪\r\n高雄港都貿易有限公司,林美惠,採購主任,已寄出報價單\r\n";

    private const string Japanese =
        "会社名,担当者,役職,メモ\r\n株式会社さくら商事,田中太郎,営業部長,来週ご連絡します\r\n山本製作所,鈴木花子,購買担当,見積書を送付しました\r\n";

    private const string Western =
        "Société,Contact,Ville,Note\r\nCafé Müller GmbH,Jürgen Groß,Köln,Rückruf nächste Woche\r\nPeña y Núñez,José Martínez,Málaga,año próximo\r\n";

    public static TheoryData<string, string> Files => new()
    {
        { "utf-8", Simplified }, { "utf-8", Traditional }, { "utf-8", Japanese }, { "utf-8", Western },
        { "gb18030", Simplified }, { "gb18030", Traditional },
        { "big5", Traditional },
        { "shift_jis", Japanese },
        { "windows-1252", Western },
        { "utf-16le", Simplified }, { "utf-16le", Western }, { "utf-16le", "name,city\r\nAcme,Boston\r\n" },
        { "utf-16be", Traditional }, { "utf-16be", Japanese }, { "utf-16be", "name,city\r\nAcme,Boston\r\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_without_byte_order_mark_is_recognised_by_how_it_reads(string key, string text)
    {
        var bytes = TestFiles.Bytes(text, FileEncoding.Find(key)!);

        var guess = DetectEncoding.From(bytes, wholeFile: true);

        Assert.Equal(key, guess.Best.Key);
        Assert.Equal(key == "utf-8" ? EncodingEvidence.Valid : EncodingEvidence.Likely, guess.Evidence);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void A_byte_order_mark_decides(string key)
    {
        var guess = DetectEncoding.From(TestFiles.Bytes(Simplified, FileEncoding.Find(key)!, mark: true), wholeFile: true);

        Assert.Equal((key, EncodingEvidence.Marked), (guess.Best.Key, guess.Evidence));
    }

    [Fact]
    public void Plain_ascii_is_read_as_utf8_and_said_to_prove_nothing()
    {
        var guess = DetectEncoding.From("account,revenue\nAcme,1100.04\n"u8, wholeFile: true);

        Assert.Equal((FileEncoding.Utf8, EncodingEvidence.PlainAscii), (guess.Best, guess.Evidence));
    }

    [Fact]
    public void Two_characters_are_too_little_to_be_sure()
    {
        var guess = DetectEncoding.From(TestFiles.Bytes("name\n王伟\n", FileEncoding.Gb18030), wholeFile: true);

        Assert.Equal((FileEncoding.Gb18030, EncodingEvidence.Doubtful), (guess.Best, guess.Evidence));
    }

    [Fact]
    public void A_person_may_choose_among_all_encodings_best_first()
    {
        var guess = DetectEncoding.From(TestFiles.Bytes(Traditional, FileEncoding.Big5), wholeFile: true);

        Assert.Equal(FileEncoding.All.Count, guess.Ranked.Select(candidate => candidate.Encoding).Distinct().Count());
        Assert.Equal(guess.Best, guess.Ranked[0].Encoding);
        Assert.Equal(guess.Ranked.OrderByDescending(candidate => candidate.Score), guess.Ranked);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    public void A_sample_cut_within_a_character_is_still_valid(int length)
    {
        var bytes = TestFiles.Bytes(Simplified, FileEncoding.Utf8);

        Assert.Equal(EncodingEvidence.Valid, DetectEncoding.From(bytes.AsSpan(0, length), wholeFile: false).Evidence);
    }

    [Fact]
    public void One_broken_byte_does_not_turn_utf8_into_something_else()
    {
        var bytes = TestFiles.Bytes(Simplified, FileEncoding.Utf8);
        bytes[40] = 0xFF;

        Assert.Equal(FileEncoding.Utf8, DetectEncoding.From(bytes, wholeFile: true).Best);
    }

    [Theory]
    [InlineData("gb18030", "id,城市\r\n1,北京\r\n2,上海\r\n3,成都\r\n4,武汉\r\n5,青岛\r\n6,厦门\r\n7,大连\r\n")]
    [InlineData("big5", "id,城市\r\n1,臺北\r\n2,高雄\r\n3,臺中\r\n4,新竹\r\n5,桃園\r\n6,臺南\r\n7,花蓮\r\n")]
    [InlineData("windows-1252", "id,city\r\n1,Zürich\r\n2,Genève\r\n3,Berlin\r\n4,Oslo\r\n5,Málaga\r\n")]
    [InlineData("windows-1252", "product,price\r\nMouse – small,€ 12\r\nBob’s desk,€ 300\r\n")]
    [InlineData("shift_jis", "id,名前\r\n1,佐藤\r\n2,鈴木\r\n3,高橋さん\r\n4,渡辺\r\n5,やまもと\r\n")]
    public void A_few_foreign_words_among_ascii_are_enough(string key, string text)
    {
        Assert.Equal(key, DetectEncoding.From(TestFiles.Bytes(text, FileEncoding.Find(key)!), wholeFile: true).Best.Key);
    }

    [Fact]
    public async Task The_chinese_test_file_is_gb18030()
    {
        await using var stream = TestFiles.Open(TestFiles.ChineseContacts);

        var inspection = (await InspectCsv.RunAsync(stream, null, default)).Value;

        Assert.Equal((FileEncoding.Gb18030, EncodingEvidence.Likely), (inspection.Encoding.Best, inspection.Encoding.Evidence));
        Assert.Equal(new CsvFormat("gb18030", ',', true), inspection.Format);
    }
}
