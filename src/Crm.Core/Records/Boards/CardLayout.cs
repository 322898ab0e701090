using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Boards;

/// <summary>Which fields the cards of a type show, for everybody or, with a member, for that one alone.</summary>
public sealed class CardLayout : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string RecordType { get; init; }

    public Guid? MemberId { get; init; }

    public List<string> Fields { get; set; } = [];
}
