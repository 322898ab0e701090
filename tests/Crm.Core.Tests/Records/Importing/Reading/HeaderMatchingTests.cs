using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class HeaderMatchingTests
{
    private static readonly TargetField[] DealFields =
    [
        new("name", ["Name", "名称", "名稱"], ["deal name", "opportunity name"]),
        new("company", ["Company", "公司", "客户", "客戶"], ["account", "organization", "customer", "公司名称", "客户名称"]),
        new("owner", ["Owner", "负责人", "負責人"], ["sales agent", "assigned to", "sales rep", "销售", "业务员"]),
        new("product", ["Product", "产品", "產品"], []),
        new("stage", ["Stage", "阶段", "階段"], ["deal stage", "status"]),
        new("amount", ["Amount", "金额", "金額"], ["value", "close value", "deal value", "合同金额"]),
        new("startedOn", ["Started on", "开始日期"], ["engage date", "created"]),
        new("closeDate", ["Close date", "预计成交日期", "結案日期"], ["closed on", "expected close"]),
        new("externalId", ["External id", "外部编号"], ["opportunity id", "id", "record id"]),
    ];

    private static readonly TargetField[] ContactFields =
    [
        new("companyName", ["Company", "公司", "客户"], ["account name", "organization", "公司名称", "客户名称"]),
        new("fullName", ["Name", "姓名", "联系人", "聯絡人"], ["contact", "contact name"]),
        new("jobTitle", ["Job title", "职务", "職稱"], ["position", "职位"]),
        new("mobile", ["Mobile", "手机", "手機"], ["mobile phone", "cell", "手机号", "手机号码", "行動電話"]),
        new("email", ["E-mail", "邮箱", "電子郵件"], ["mail", "email address", "电子邮箱"]),
        new("address", ["Address", "地址"], []),
        new("notes", ["Notes", "备注", "備註"], ["remark", "comment"]),
    ];

    [Fact]
    public void The_columns_of_the_sales_pipeline_find_their_fields()
    {
        var matches = Match(DealFields, "opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value");

        Assert.Equal(
            ["externalId", "owner", "product", "company", "stage", "startedOn", "closeDate", "amount"],
            matches.Select(match => match.Target));
        Assert.All(matches, match => Assert.True(match.IsSure));
    }

    [Fact]
    public void The_columns_of_a_chinese_contact_list_find_their_fields()
    {
        var matches = Match(ContactFields, "公司名称", "行业", "城市", "联系人", "职务", "手机", "邮箱", "备注");

        Assert.Equal(["companyName", null, null, "fullName", "jobTitle", "mobile", "email", "notes"], matches.Select(match => match.Target));
    }

    [Theory]
    [InlineData("CompanyName")]
    [InlineData("company_name")]
    [InlineData("COMPANY-NAME")]
    [InlineData(" Company  name * ")]
    [InlineData("ｃｏｍｐａｎｙ　ｎａｍｅ")]
    [InlineData("Company Name (required)")]
    [InlineData("Companies name")]
    public void Case_spaces_and_signs_make_no_difference(string header)
    {
        var match = Assert.Single(Match([new("companyName", [], ["companies name"])], header));

        Assert.Equal("companyName", match.Target);
        Assert.True(match.IsSure);
    }

    [Theory]
    [InlineData("联系人手机", "mobile")]
    [InlineData("公司地址", "address")]
    [InlineData("手机（必填）", "mobile")]
    [InlineData("Work email", "email")]
    [InlineData("Emial", "email")]
    public void A_name_that_only_comes_near_is_proposed(string header, string target) =>
        Assert.Equal(target, Assert.Single(Match(ContactFields, header)).Target);

    [Theory]
    [InlineData("Close reason")]
    [InlineData("Company size")]
    [InlineData("Fax")]
    [InlineData("???")]
    [InlineData("Column 3")]
    public void A_name_that_shares_a_word_only_is_left_alone(string header)
    {
        var match = Assert.Single(Match(DealFields, header));

        Assert.Equal((null, 0.0), (match.Target, match.Score));
    }

    [Fact]
    public void A_field_is_filled_by_the_column_that_fits_best_and_by_no_other()
    {
        var matches = Match(ContactFields, "Work email", "E-mail", "email (2)");

        Assert.Equal([null, "email", null], matches.Select(match => match.Target));
    }

    [Fact]
    public void A_fields_own_label_wins_over_another_fields_synonym()
    {
        TargetField[] fields = [new("amount", ["Amount"], ["value"]), new("value", ["Value"], [])];

        Assert.Equal("value", Assert.Single(Match(fields, "Value")).Target);
    }

    private static IReadOnlyList<HeaderMatch> Match(TargetField[] fields, params string[] headers) => MatchHeaders.To(fields, headers);
}
