using Crm.Core.Shared;

namespace Crm.Core.Mail;

/// <summary>A message that shall leave the house: stored first, sent by a job, marked before and after.</summary>
public sealed class OutgoingMail
{
    public Guid Id { get; init; } = Ids.Next();

    /// <summary>The tenant on whose behalf it goes; null for the platform's own mail (sign-up).</summary>
    public Guid? TenantId { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string TextBody { get; init; }

    public required string HtmlBody { get; init; }

    /// <summary>The Message-ID header (RFC 5322); the same at every attempt, so that a repeated message can be recognised.</summary>
    public required string MessageId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime NotBefore { get; set; }

    public int Attempts { get; set; }

    public DateTime? SendingAt { get; set; }

    public DateTime? SentAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTime? FailedAt { get; set; }

    public string? LastFailure { get; set; }
}
