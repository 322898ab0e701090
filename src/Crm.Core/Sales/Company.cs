using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Sales;

/// <summary>An organisation that buys, or might.</summary>
public sealed class Company : Record
{
    public string Name { get; set; } = "";

    public string? Sector { get; set; }

    public string? Website { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public int? Founded { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long? AnnualRevenue { get; set; }

    public string Currency { get; set; } = "";

    public int? Employees { get; set; }

    public string? Country { get; set; }

    public string? City { get; set; }

    public string? Address { get; set; }

    public string? BillingStreet { get; set; }

    public string? BillingCity { get; set; }

    public string? BillingRegion { get; set; }

    public string? BillingPostalCode { get; set; }

    public string? BillingCountry { get; set; }

    /// <summary>A <see cref="ValueSet"/> as stored.</summary>
    public string? Tags { get; set; }

    public string? Description { get; set; }

    public Guid? ParentId { get; set; }

    public Company? Parent { get; set; }

    public Member? Owner { get; set; }
}

public sealed class CompanyType : RecordType<Company>
{
    public const string TypeName = "companies";

    public CompanyType() : base(TypeName)
    {
        Text(c => c.Name).Title().AlsoCalled("account", "account name", "company", "company name", "customer", "organization", "公司", "公司名称", "客户", "客户名称", "企业名称", "公司名稱", "客戶名稱");
        Choice(c => c.Sector).Indexed().AlsoCalled("industry", "branch", "行业", "產業", "所属行业");
        Url(c => c.Website).AlsoCalled("web", "site", "homepage", "domain", "网站", "網站", "官网");
        Phone(c => c.Phone).AlsoCalled("telephone", "tel", "phone number", "电话", "電話", "联系电话");
        Email(c => c.Email).AlsoCalled("mail", "e-mail", "邮箱", "電子郵件");
        Integer(c => c.Employees).AlsoCalled("number of employees", "headcount", "staff", "员工数", "人数", "員工數");
        Money(c => c.AnnualRevenue, c => c.Currency).AlsoCalled("revenue", "turnover", "annual revenue", "年收入", "营业额", "年營收");
        Year(c => c.Founded).AlsoCalled("year_established", "founded", "year founded", "成立年份", "成立時間");
        Text(c => c.Country).AlsoCalled("office_location", "country/region", "国家", "國家");
        Text(c => c.City).AlsoCalled("town", "城市");
        Text(c => c.Address).Max(500).AlsoCalled("street", "地址");
        Address("billingAddress", c => c.BillingStreet, c => c.BillingCity, c => c.BillingRegion, c => c.BillingPostalCode, c => c.BillingCountry).AlsoCalled("billing", "invoice address", "开票地址", "账单地址", "帳單地址");
        Reference(c => c.Parent, TypeName, (Company c) => c.Name).AlsoCalled("subsidiary_of", "parent account", "parent company", "母公司", "上级公司");
        Reference(c => c.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("account owner", "负责人", "負責人", "业务员");
        Tags(c => c.Tags);
        LongText(c => c.Description).AlsoCalled("notes", "remark", "comment", "备注", "備註", "简介");
        List("name", "sector", "country", "employees", "annualRevenue", "owner");
        Sort("name");
        View("mine", "owner eq 'me'");
        Section("about", "sector", "website", "phone", "email", "employees", "annualRevenue", "founded", "parent", "tags", "owner");
        Section("address", "country", "city", "address", "billingAddress");
        Section("more", "description");
        Looks("company", menu: 20, RecordFace.Company);
    }
}
