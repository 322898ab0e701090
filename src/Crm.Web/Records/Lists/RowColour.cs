using Crm.Core.Records;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Lists;

/// <summary>The colour that a view gives to a record, by a stage or a choice.</summary>
internal static class RowColour
{
    public static string? Of(TenantSchema schema, Field field, object? value) => value switch
    {
        RecordRef stage => schema.Stage(stage.Id)?.Colour is { } colour ? "tone t-" + ValueMarkup.Tone(colour) : null,
        string choice => field.Choices.FirstOrDefault(c => c.Value == choice)?.Colour is { } colour ? "tone t-" + ValueMarkup.Tone(colour) : null,
        _ => null,
    };
}
