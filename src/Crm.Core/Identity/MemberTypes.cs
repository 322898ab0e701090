using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Identity;

public sealed class MemberType : RecordType<Member>
{
    public const string TypeName = UserKind.People;

    public MemberType() : base(TypeName)
    {
        Text(m => m.Name).Title().Max(120).AlsoCalled("sales_agent", "agent", "owner", "rep", "full name", "姓名", "成员", "销售", "业务员");
        Email(m => m.Email).Unique().AlsoCalled("mail", "e-mail", "邮箱", "电子邮件");
        Text(m => m.JobTitle).Max(120).AlsoCalled("title", "position", "职务", "职位");
        Reference(m => m.Manager, TypeName, (Member m) => m.Name).AlsoCalled("supervisor", "reports to", "上级", "经理", "主管");
        Reference(m => m.Team, TeamType.TypeName, (Team t) => t.Name).AlsoCalled("regional_office", "office", "region", "department", "团队", "部门", "区域");
        List("name", "email", "jobTitle", "team", "manager");
        Sort("name");
        Section("about", "name", "email", "jobTitle", "team", "manager");
        Looks("person", face: RecordFace.Person);
        Administrative();
    }

    /// <summary>Who can sign in is deactivated instead, by the rules for owners; the history goes on naming them.</summary>
    public override Refusal? AgainstDeleting(Record record) => record is Member { UserId: not null } ? new Refusal("member-has-login") : null;
}

public sealed class TeamType : RecordType<Team>
{
    public const string TypeName = "teams";

    public TeamType() : base(TypeName)
    {
        Text(t => t.Name).Title().Unique().Max(120).AlsoCalled("team", "office", "regional_office", "团队", "部门");
        List("name", "createdAt");
        Sort("name");
        Section("about", "name");
        Looks("team");
        Administrative();
    }
}
