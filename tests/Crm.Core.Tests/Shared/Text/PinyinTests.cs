using Crm.Core.Shared.Text;

namespace Crm.Core.Tests.Shared.Text;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("王伟", "wang wei")]
    [InlineData("顶点五金有限公司", "ding dian wu jin you xian gong si")]
    [InlineData("頂點五金有限公司", "ding dian wu jin you xian gong si")]
    [InlineData("绿地", "lv di")]
    [InlineData("二〇二四", "er ling er si")]
    [InlineData("", "")]
    public void Chinese_is_spelled_in_syllables(string text, string spelled) => Assert.Equal(spelled, Pinyin.Of(text));

    [Theory]
    [InlineData("王伟 (Acme)", "wang wei (Acme)")]
    [InlineData("Acme北京2部", "Acme bei jing 2 bu")]
    [InlineData("王伟，李娜", "wang wei，li na")]
    [InlineData("Müller & Söhne", "Müller & Söhne")]
    [InlineData("东京トヨタ", "dong jing トヨタ")]
    [InlineData("王𠮷🚀", "wang 𠮷🚀")]
    public void Whatever_is_not_Chinese_is_kept(string text, string spelled) => Assert.Equal(spelled, Pinyin.Of(text));

    [Theory]
    [InlineData("中国工商银行", "zhong guo gong shang yin hang")]
    [InlineData("臺灣銀行", "tai wan yin hang")]
    [InlineData("重庆长安", "chong qing chang an")]
    [InlineData("重要客户", "zhong yao ke hu")]
    [InlineData("厦门大厦", "xia men da sha")]
    [InlineData("成都音乐厅", "cheng du yin yue ting")]
    [InlineData("快乐成长", "kuai le cheng zhang")]
    [InlineData("会计师事务所", "kuai ji shi shi wu suo")]
    [InlineData("還款", "huan kuan")]
    [InlineData("上海市长宁区", "shang hai shi chang ning qu")]
    public void A_character_with_several_readings_is_read_as_its_word_is(string text, string spelled) =>
        Assert.Equal(spelled, Pinyin.Of(text));

    [Theory]
    [InlineData("单伟", "shan wei")]
    [InlineData("單偉", "shan wei")]
    [InlineData("曾国藩", "zeng guo fan")]
    [InlineData("解晓东", "xie xiao dong")]
    [InlineData("仇英", "qiu ying")]
    [InlineData("查良镛", "zha liang yong")]
    [InlineData("区小明", "ou xiao ming")]
    [InlineData("任正非", "ren zheng fei")]
    [InlineData("盖聂", "ge nie")]
    [InlineData("朴智星", "piao zhi xing")]
    [InlineData("尉迟恭", "yu chi gong")]
    [InlineData("长孙无忌", "zhang sun wu ji")]
    [InlineData("万俟卨", "mo qi xie")]
    [InlineData("缪斯", "miao si")]
    [InlineData("乐嘉", "yue jia")]
    [InlineData(" 查理", " zha li")]
    [InlineData("欧阳修", "ou yang xiu")]
    public void A_persons_surname_is_read_as_a_surname(string name, string spelled) => Assert.Equal(spelled, Pinyin.OfName(name));

    [Theory]
    [InlineData("李解", "li jie")]
    [InlineData("Tom 单", "Tom dan")]
    public void Only_the_beginning_of_a_name_is_a_surname(string name, string spelled) => Assert.Equal(spelled, Pinyin.OfName(name));

    [Fact]
    public void The_same_characters_in_a_text_keep_their_usual_reading()
    {
        Assert.Equal("dan jia", Pinyin.Of("单价"));
        Assert.Equal("qu yu", Pinyin.Of("区域"));
        Assert.Equal("jie jue", Pinyin.Of("解决"));
    }

    [Theory]
    [InlineData("王伟", "ww")]
    [InlineData("TCL 集团", "tcljt")]
    [InlineData("重庆3号仓（南）", "cq3hcn")]
    [InlineData("", "")]
    public void Initials_are_what_a_hurried_person_types(string text, string initials) => Assert.Equal(initials, Pinyin.Initials(text));

    [Fact]
    public void The_initials_of_a_person_begin_with_the_surnames_reading()
    {
        Assert.Equal("sw", Pinyin.InitialsOfName("单伟"));
        Assert.Equal("zswj", Pinyin.InitialsOfName("长孙无忌"));
    }

    [Fact]
    public void Nearly_every_unified_character_has_a_reading()
    {
        var read = Enumerable.Range(0x4e00, 0x9fff - 0x4e00 + 1).Count(code => Pinyin.Of(((char)code).ToString())[0] < 0x80);
        Assert.InRange(read, 20_800, 20_992);
    }

    [Fact]
    public void The_lists_of_words_and_surnames_hold_only_what_the_characters_do_not_say()
    {
        var needless = from file in new[] { "words.txt", "surnames.txt" }
                       from line in Lines(file)
                       from word in line.Read
                       where string.Join(' ', word.Select(c => PinyinTable.Syllable(c))) == line.Reading
                             || word.Length != line.Reading.Split(' ').Length
                       select $"{file}: {word}";
        Assert.Empty(needless);
    }

    private static IEnumerable<(string Reading, string[] Read)> Lines(string file)
    {
        using var reader = new StreamReader(typeof(PinyinTable).Assembly.GetManifestResourceStream($"pinyin/{file}")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(" = ")).Select(parts => (parts[0], parts[1].Split(' '))).ToList();
    }
}
