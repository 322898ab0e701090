using System.ComponentModel.DataAnnotations.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records;

/// <summary>What every record has, whichever type it is. Only <see cref="RecordStore"/> writes records.</summary>
public abstract class Record : ITenantOwned, ISoftDeleted
{
    private CustomValues? custom;

    public Guid TenantId { get; internal set; }

    public Guid Id { get; internal set; } = Ids.Next();

    /// <summary>The member who answers for the record; scopes of access are measured by it.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Its id in the system that it came from; unique in its type.</summary>
    public string? ExternalId { get; set; }

    public DateTime CreatedAt { get; set; }

    public Guid? CreatedById { get; set; }

    public DateTime ChangedAt { get; set; }

    public Guid? ChangedById { get; set; }

    public DateTime? DeletedAt { get; set; }

    public Guid? DeletedById { get; set; }

    /// <summary>Counts the saves; a save that expects another number is refused.</summary>
    public int Version { get; set; }

    /// <summary>Folded words of the searchable fields, with pinyin, kept by the store.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>The tenant's own fields, as one JSON object.</summary>
    public string? CustomJson { get; set; }

    [NotMapped]
    public CustomValues Custom => custom ??= new CustomValues(this);
}
