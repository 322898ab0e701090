using Crm.Core.Records.Importing.Reading;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Running;

/// <summary>One row on its way: what it says for each field, what it becomes, and what was said against it.</summary>
internal sealed class PlannedRow(CsvRow row)
{
    public CsvRow Row { get; } = row;

    public Dictionary<string, object?> Values { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    /// <summary>Texts whose record or choice is still to be made (in a dry run it stays so).</summary>
    public List<(MappedField Field, string Text)> Missing { get; } = [];

    public string? MatchText { get; set; }

    /// <summary>The record that is there already.</summary>
    public Guid? Existing { get; set; }

    /// <summary>The wanted write; null when the row is refused.</summary>
    public RecordWrite? Write { get; set; }

    public bool IsRefused => Refusals.Count > 0;
}
