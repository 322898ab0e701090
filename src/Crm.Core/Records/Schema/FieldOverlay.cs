using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Schema;

/// <summary>
/// What a tenant changed about one field, or a field of its own: the rows behind <see cref="TenantSchema"/>.
/// </summary>
public sealed class FieldOverlay : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string RecordType { get; init; }

    public required string FieldName { get; init; }

    /// <summary>The kind's name for a field of the tenant's own; null when it only adjusts a built-in field.</summary>
    public string? CustomKind { get; init; }

    /// <summary>For own references: the record type that they lead to.</summary>
    public string? Target { get; init; }

    /// <summary>How an own field shows numbers: the pattern of automatic ones (<c>T-{0000}</c>), the decimals of percentages.</summary>
    public string? Format { get; set; }

    /// <summary>For automatic numbers: the last one handed out.</summary>
    public long LastNumber { get; set; }

    public string? Label { get; set; }

    public bool? IsRequired { get; set; }

    public bool? IsHidden { get; set; }

    public int Position { get; set; }

    /// <summary>For choice fields: the whole list in the tenant's order; null leaves the built-in list.</summary>
    public List<Choice>? Choices { get; set; }

    /// <summary>
    /// When a change was made that the records have yet to follow (numbers to be given, words of the search to be renewed); null
    /// once they have. Saved with the change itself, so that no crash in between leaves them behind.
    /// </summary>
    public DateTime? UnsettledAt { get; set; }

    /// <summary>The last record, in the order of ids, whose words of the search follow: whoever goes on after a crash begins behind it.</summary>
    public Guid? RenewedTo { get; private set; }

    /// <summary>How many records follow so far.</summary>
    public int Renewed { get; private set; }

    /// <summary>How many there were to follow when their renewal began; 0 until then.</summary>
    public int ToRenew { get; private set; }

    /// <summary>When the field was taken out of use; its values stay stored.</summary>
    public DateTime? RetiredAt { get; set; }

    /// <summary>The records have yet to follow a change, from the first one on; those that followed one before too.</summary>
    public void Unsettle(DateTime now) => (UnsettledAt, RenewedTo, Renewed, ToRenew) = (now, null, 0, 0);

    public void Settle() => (UnsettledAt, RenewedTo, Renewed, ToRenew) = (null, null, 0, 0);
}
