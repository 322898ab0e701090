using System.Collections.Frozen;

namespace Crm.Core.Tenancy;

/// <summary>Takes the legal form off a company's name: "Acme Co., Ltd." is Acme, 顶点五金有限公司 is 顶点五金.</summary>
internal static class LegalForms
{
    private static readonly FrozenSet<string> LatinEndings = """
        inc incorporated ltd limited llc llp lp plc corp corporation co coltd company companies gmbh mbh gesellschaft ag kg kgaa ohg ug ev eg
        sa sas sasu sarl srl spa sl slu sau sc cv bv nv vof ab asa oy oyj aps kft zrt rt doo dd sro spzoo eood ood ooo zao pao
        pty pte pvt private proprietary kk yk bhd sdn tbk jsc pjsc se group holding holdings
        and und et de the
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] ChineseEndings =
    [
        "有限责任公司", "有限責任公司", "股份有限公司", "有限公司", "股份公司", "无限公司", "無限公司", "分公司", "总公司", "總公司", "公司",
        "集团", "集團", "控股", "股份", "有限合伙", "有限合夥", "普通合伙", "合伙企业", "合夥企業", "株式会社", "有限会社", "合同会社",
    ];

    private static readonly string[] ChineseBeginnings = ["株式会社", "有限会社", "合同会社"];

    /// <summary>The words without the legal form at their end, as long as enough for an address remains ("BP plc" stays).</summary>
    public static List<string> WithoutLatin(List<string> words)
    {
        var end = words.Count;
        while (end > 1 && LatinEndings.Contains(words[end - 1]) && words.Take(end - 1).Sum(word => word.Length) >= TenantAddress.MinLength)
            end--;
        var start = end > 1 && words[0] == "the" ? 1 : 0;
        return words[start..end];
    }

    /// <summary>The text without Chinese legal forms and brackets at its end; unchanged when nothing else would remain.</summary>
    public static string WithoutChinese(string text)
    {
        var name = Trim(text);
        foreach (var beginning in ChineseBeginnings)
            name = Shorter(name, name.StartsWith(beginning, StringComparison.Ordinal) ? name[beginning.Length..] : name);
        while (ChineseEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } form)
        {
            var shorter = Shorter(name, name[..^form.Length]);
            if (shorter == name)
                break;
            name = shorter;
        }

        return name;
    }

    private static string Shorter(string name, string shortened) => Trim(shortened) is { Length: > 0 } rest ? rest : name;

    private static string Trim(string text) => text.Trim(' ', '(', ')', '[', ']', '【', '】', '·', ',', '、', '。', '-', '.');
}
