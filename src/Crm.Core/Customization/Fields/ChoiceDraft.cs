using Crm.Core.Records;
using Crm.Core.Shared;

namespace Crm.Core.Customization.Fields;

/// <summary>A choice as an admin wants it; without a value it is new and gets one from its label. A null label keeps the product's own.</summary>
public sealed record ChoiceDraft(string? Value, string? Label, string? Colour = null)
{
    public const int MaxChoices = 200;
    private const int MaxLabel = 100;

    internal static IEnumerable<Refusal> Problems(IReadOnlyList<ChoiceDraft> choices)
    {
        if (choices.Count == 0)
            yield return new Refusal("choices-missing", "choices");
        if (choices.Count > MaxChoices)
            yield return new Refusal("choices-too-many", "choices", MaxChoices);
        if (choices.Any(c => c.Value is null && string.IsNullOrWhiteSpace(c.Label)))
            yield return new Refusal("name-blank", "choices");
        if (choices.Any(c => c.Label?.Trim().Length > MaxLabel))
            yield return new Refusal("name-too-long", "choices", MaxLabel);
        foreach (var twin in choices.Where(c => !string.IsNullOrWhiteSpace(c.Label)).GroupBy(c => c.Label!.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return new Refusal("choice-twice", "choices", twin.Key);
    }

    internal static List<Choice> Settle(IReadOnlyList<ChoiceDraft> choices)
    {
        var values = choices.Select(c => c.Value).OfType<string>().ToHashSet();
        var settled = new List<Choice>();
        foreach (var choice in choices)
        {
            var value = choice.Value ?? FieldNames.Propose(choice.Label!, values);
            values.Add(value);
            settled.Add(new Choice(value, string.IsNullOrWhiteSpace(choice.Label) ? null : choice.Label.Trim(), choice.Colour));
        }
        return settled;
    }
}
