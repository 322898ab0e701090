using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Views;

/// <summary>Who sees a saved view: its owner, the owner's team, or everyone.</summary>
public enum ViewShare { Private, Team, All }

/// <summary>A view of a record type that somebody saved under a name.</summary>
public sealed class SavedView : ITenantOwned
{
    public const int MaxNameLength = 80;

    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string RecordType { get; init; }

    public required string Name { get; set; }

    /// <summary>The member who made it.</summary>
    public Guid OwnerId { get; init; }

    public ViewShare Share { get; set; }

    /// <summary>What <see cref="ViewDefinition.Write"/> wrote.</summary>
    public required string Definition { get; set; }

    /// <summary>Roles whose members see this view first when they open the list.</summary>
    public List<Guid> FirstFor { get; set; } = [];

    public DateTime CreatedAt { get; init; }

    /// <summary>Its owner may change it; a shared one also those who shape the product for everyone.</summary>
    public bool MayBeChangedBy(Actor actor) =>
        actor.MemberId == OwnerId || (Share != ViewShare.Private && actor.Has(AdminRight.Customize));
}
