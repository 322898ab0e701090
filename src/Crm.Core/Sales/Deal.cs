using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Pipelines;

namespace Crm.Core.Sales;

/// <summary>A sale in the making: from first interest to won or lost.</summary>
public sealed class Deal : Record
{
    public string Name { get; set; } = "";

    public Guid? CompanyId { get; set; }

    public Company? Company { get; set; }

    public Guid? ContactId { get; set; }

    public Contact? Contact { get; set; }

    public Guid? ProductId { get; set; }

    public Product? Product { get; set; }

    public Guid StageId { get; set; }

    public Stage? Stage { get; set; }

    /// <summary>When it came into the present stage.</summary>
    public DateTime StageSince { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long? Amount { get; set; }

    public string Currency { get; set; } = "";

    /// <summary>Chance of winning, 0–100; follows the stage unless somebody judged otherwise.</summary>
    public int Probability { get; set; }

    public DateOnly? StartedOn { get; set; }

    public DateOnly? ExpectedCloseOn { get; set; }

    /// <summary>The day on which it was won or lost; empty while it is open.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Days from start to close, once both are known.</summary>
    public int? CycleDays { get; set; }

    /// <summary>Why it was won; empty unless it is.</summary>
    public string? WonReason { get; set; }

    /// <summary>Why it was lost; empty unless it is.</summary>
    public string? LostReason { get; set; }

    /// <summary>Who else was in the running, or got it.</summary>
    public string? Competitor { get; set; }

    public string? Source { get; set; }

    /// <summary>Members who work on it beside its owner, a <see cref="ValueSet"/> of ids as stored.</summary>
    public string? Collaborators { get; set; }

    /// <summary>A <see cref="ValueSet"/> as stored.</summary>
    public string? Tags { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }
}
