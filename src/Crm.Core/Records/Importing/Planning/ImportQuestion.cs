using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Records.Importing.Planning;

public enum QuestionKind
{
    /// <summary>No column names the records. The plan proposes a composed name where it can.</summary>
    NoTitle,

    /// <summary>The dates of the column can be read in several orders.</summary>
    DateOrder,

    /// <summary>Point and comma both read the numbers, as different ones.</summary>
    DecimalMark,

    /// <summary>A text differs from a known one by little; <see cref="ImportQuestion.Proposal"/> is the known one.</summary>
    NearSpelling,

    /// <summary>Texts that name no record.</summary>
    UnknownReferences,

    /// <summary>Texts that are no choice of the field.</summary>
    UnknownChoices,

    /// <summary>Texts that are no stage.</summary>
    UnknownStages,

    /// <summary>A required value is empty in some rows.</summary>
    EmptyRequired,
}

/// <summary>Something that the file leaves open for one field.</summary>
/// <param name="Texts">The values in question with their number of rows.</param>
/// <param name="Proposal">The proposed answer as a text of the field; null when there is none.</param>
public sealed record ImportQuestion(QuestionKind Kind, string Field, IReadOnlyList<ValueCount> Texts, string? Proposal = null)
{
    public ImportQuestion(QuestionKind kind, string field) : this(kind, field, [])
    {
    }

    /// <summary>More values are in question than are listed.</summary>
    public bool More { get; init; }

    /// <summary>The orders that fit, for <see cref="QuestionKind.DateOrder"/>.</summary>
    public IReadOnlyList<DateOrder> Orders { get; init; } = [];
}
