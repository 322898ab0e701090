using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Sales;

/// <summary>A person on the customer's side.</summary>
public sealed class Contact : Record
{
    public string Name { get; set; } = "";

    public string? JobTitle { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Mobile { get; set; }

    public Guid? CompanyId { get; set; }

    public Company? Company { get; set; }

    public string? City { get; set; }

    public string? MailingStreet { get; set; }

    public string? MailingCity { get; set; }

    public string? MailingRegion { get; set; }

    public string? MailingPostalCode { get; set; }

    public string? MailingCountry { get; set; }

    /// <summary>A <see cref="ValueSet"/> as stored.</summary>
    public string? Tags { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }
}

public sealed class ContactType : RecordType<Contact>
{
    public const string TypeName = "contacts";

    public ContactType() : base(TypeName)
    {
        Text(c => c.Name).Title().AlsoCalled("contact", "contact name", "full name", "联系人", "姓名", "联系人姓名", "聯絡人");
        Reference(c => c.Company, CompanyType.TypeName, (Company c) => c.Name).AlsoCalled("account", "company name", "organization", "公司", "公司名称", "客户名称", "公司名稱");
        Text(c => c.JobTitle).Max(120).AlsoCalled("title", "position", "role", "职务", "职位", "職稱");
        Email(c => c.Email).AlsoCalled("mail", "e-mail", "email address", "邮箱", "电子邮件", "電子郵件");
        Phone(c => c.Phone).AlsoCalled("telephone", "tel", "电话", "電話", "座机");
        Phone(c => c.Mobile).AlsoCalled("cell", "mobile phone", "手机", "手机号", "手機");
        Text(c => c.City).AlsoCalled("town", "城市");
        Address("mailingAddress", c => c.MailingStreet, c => c.MailingCity, c => c.MailingRegion, c => c.MailingPostalCode, c => c.MailingCountry).AlsoCalled("mailing", "address", "postal address", "通讯地址", "邮寄地址", "通訊地址", "郵寄地址");
        Reference(c => c.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("contact owner", "负责人", "負責人");
        Tags(c => c.Tags);
        LongText(c => c.Description).AlsoCalled("notes", "remark", "comment", "备注", "備註");
        List("name", "company", "jobTitle", "email", "mobile", "owner");
        Sort("name");
        View("mine", "owner eq 'me'");
        Section("about", "company", "jobTitle", "email", "phone", "mobile", "city", "tags", "owner");
        Section("address", "mailingAddress");
        Section("more", "description");
        Looks("person", menu: 30, RecordFace.Person);
    }
}
