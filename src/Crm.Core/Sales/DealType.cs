using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Shared;

namespace Crm.Core.Sales;

public sealed class DealType : RecordType<Deal>
{
    public const string TypeName = "deals";

    public DealType() : base(TypeName)
    {
        Text(d => d.Name).Title().AlsoCalled("deal", "deal name", "opportunity", "opportunity name", "商机", "商机名称", "項目", "项目名称");
        Reference(d => d.Company, CompanyType.TypeName, (Company c) => c.Name).AlsoCalled("account", "customer", "organization", "公司", "客户", "客户名称", "客戶");
        Reference(d => d.Contact, ContactType.TypeName, (Contact c) => c.Name).AlsoCalled("person", "buyer", "联系人", "聯絡人");
        Reference(d => d.Product, ProductType.TypeName, (Product p) => p.Name).AlsoCalled("item", "产品", "產品");
        Stage(d => d.Stage).Required().AlsoCalled("deal_stage", "status", "sales stage", "阶段", "階段", "商机阶段");
        Money(d => d.Amount, d => d.Currency).Indexed().AlsoCalled("close_value", "value", "deal value", "revenue", "金额", "金額", "商机金额");
        Percent(d => d.Probability).AlsoCalled("chance", "win probability", "赢率", "成交概率", "贏率");
        Money("weighted", d => d.Amount * d.Probability / 100, d => d.Currency);
        Date(d => d.StartedOn).AlsoCalled("engage_date", "start date", "opened", "开始日期", "開始日期");
        Date(d => d.ExpectedCloseOn).Indexed().AlsoCalled("expected close", "expected close date", "预计成交日期", "预计签约日期", "預計成交日期");
        Date(d => d.ClosedOn).Indexed().AlsoCalled("close_date", "close date", "won date", "成交日期", "结束日期", "結案日期");
        Integer(d => d.CycleDays).ReadOnly();
        Choice(d => d.WonReason, "price", "product", "service", "relationship", "speed", "other").AlsoCalled("win reason", "reason won", "赢单原因", "成交原因");
        Choice(d => d.LostReason, "price", "competitor", "no-budget", "no-need", "no-answer", "timing", "other").Indexed().AlsoCalled("loss reason", "lost reason", "reason lost", "closed lost reason", "输单原因", "丢单原因", "未成交原因");
        Text(d => d.Competitor).Max(120).AlsoCalled("competitors", "lost to", "竞争对手", "競爭對手");
        DateTime(d => d.StageSince).ReadOnly();
        Choice(d => d.Source, "website", "referral", "trade-fair", "cold-call", "partner", "campaign", "other").AlsoCalled("lead source", "origin", "来源", "來源");
        Reference(d => d.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("sales_agent", "deal owner", "rep", "salesperson", "负责人", "負責人", "业务员");
        References(d => d.Collaborators, MemberType.TypeName).AlsoCalled("deal team", "team members", "collaborator", "协作人", "协同人", "協作人");
        Tags(d => d.Tags);
        LongText(d => d.Description).AlsoCalled("notes", "remark", "comment", "备注", "備註");
        List("name", "company", "stage", "amount", "expectedCloseOn", "owner");
        Sort("-changedAt");
        Board("stage", "amount", "weighted", "company", "amount", "owner");
        View("open", "stage eq 'open'");
        View("mine", "owner eq 'me' and stage eq 'open'");
        View("closing", "stage eq 'open' and expectedCloseOn within 'this-quarter'", "expectedCloseOn");
        View("won", "stage eq 'won'", "-closedOn");
        Section("about", "company", "contact", "product", "amount", "probability", "weighted", "expectedCloseOn", "tags", "owner", "collaborators");
        Section("more", "source", "startedOn", "closedOn", "cycleDays", "wonReason", "lostReason", "competitor", "description");
        OnlyAtEnd("closedOn");
        AskAt(StageOutcome.Won, "wonReason");
        AskAt(StageOutcome.Lost, "lostReason", "competitor");
        Looks("deal", menu: 40);
    }
}
