using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Sales;

/// <summary>Somebody who might become a customer: not yet a company and a contact of ours, only what was heard.</summary>
public sealed class Lead : Record
{
    public string Name { get; set; } = "";

    public string? CompanyName { get; set; }

    public string? PersonName { get; set; }

    public string? JobTitle { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Website { get; set; }

    public string? City { get; set; }

    public string? Source { get; set; }

    public string? Status { get; set; }

    /// <summary>What a sale might bring, in minor units of <see cref="Currency"/>.</summary>
    public long? Value { get; set; }

    public string Currency { get; set; } = "";

    /// <summary>A <see cref="ValueSet"/> as stored.</summary>
    public string? Tags { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }
}

public sealed class LeadType : RecordType<Lead>
{
    public const string TypeName = "leads";

    /// <summary>The status of a lead that nobody has looked at.</summary>
    public const string New = "new";

    public LeadType() : base(TypeName)
    {
        Text(l => l.Name).Title().AlsoCalled("lead", "lead name", "inquiry", "线索", "线索名称", "線索", "潛在客戶", "询盘");
        Text(l => l.CompanyName).Search().AlsoCalled("company", "account", "account name", "organization", "公司", "公司名称", "客户", "公司名稱");
        Text(l => l.PersonName).Search().AlsoCalled("contact", "contact name", "person", "full name", "联系人", "姓名", "聯絡人");
        Text(l => l.JobTitle).Max(120).AlsoCalled("title", "position", "职务", "职位", "職稱");
        Email(l => l.Email).AlsoCalled("mail", "e-mail", "email address", "邮箱", "电子邮件", "電子郵件");
        Phone(l => l.Phone).AlsoCalled("telephone", "tel", "mobile", "电话", "手机", "電話", "手機");
        Url(l => l.Website).AlsoCalled("web", "site", "homepage", "网站", "網站");
        Text(l => l.City).AlsoCalled("town", "城市");
        Choice(l => l.Source, "website", "referral", "trade-fair", "cold-call", "partner", "campaign", "other").AlsoCalled("lead source", "origin", "来源", "來源", "渠道");
        Choice(l => l.Status, (New, "slate"), ("contacted", "teal"), ("qualified", "green"), ("unqualified", "red"))
            .Indexed().AlsoCalled("lead status", "state", "状态", "線索狀態", "线索状态");
        Money(l => l.Value, l => l.Currency).AlsoCalled("amount", "estimated value", "budget", "预估金额", "預估金額", "预算");
        Reference(l => l.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("lead owner", "rep", "salesperson", "负责人", "負責人", "业务员");
        Tags(l => l.Tags);
        LongText(l => l.Description).AlsoCalled("notes", "remark", "comment", "message", "备注", "備註", "留言");
        List("name", "companyName", "personName", "status", "source", "value", "owner");
        Sort("-createdAt");
        Board("status", "value", null, "companyName", "source");
        View("mine", "owner eq 'me'");
        View("open", "status ne 'unqualified'");
        Section("about", "companyName", "personName", "jobTitle", "email", "phone", "website", "city", "tags", "owner");
        Section("more", "status", "source", "value", "description");
        Looks("lead", menu: 10);
    }
}

/// <summary>Until somebody has looked at it, a lead is new.</summary>
internal sealed class LeadsBeginAsNew : RecordRule<Lead>
{
    public override void BeforeSave(Lead lead, RecordWriteContext write)
    {
        if (write.IsNew && !write.Touches("status") && write.Type["status"].Choices.Any(c => c.Value == LeadType.New))
            lead.Status = LeadType.New;
    }
}

/// <summary>A web form or a list of addresses names a person or a company, seldom the lead itself.</summary>
internal sealed class LeadsAreNamedAfterWhomTheyCameFrom : RecordRule<Lead>
{
    public override void BeforeSave(Lead lead, RecordWriteContext write)
    {
        if (write.IsNew && string.IsNullOrWhiteSpace(lead.Name))
            lead.Name = string.Join(" · ", new[] { lead.CompanyName, lead.PersonName }.Where(n => !string.IsNullOrWhiteSpace(n)));
    }
}
