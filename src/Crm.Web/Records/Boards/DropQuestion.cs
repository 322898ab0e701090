using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;
using Crm.Web.Records.Editing;

namespace Crm.Web.Records.Boards;

/// <summary>What a stage asks of a record that is to come into it, and what was answered so far. The record waits where it was.</summary>
public sealed class DropQuestion(string title, IReadOnlyList<StageQuestion> questions, FieldFormat format)
{
    public string Title { get; } = title;

    public IReadOnlyList<(FieldInput Input, bool IsRequired)> Inputs { get; } = [.. questions.Select(q => (new FieldInput(q.Field, null, format), q.IsRequired))];

    /// <summary>The answers, or nothing when one is missing or unreadable; each input then says so itself.</summary>
    public IReadOnlyDictionary<string, object?>? Read()
    {
        var answers = new Dictionary<string, object?>();
        var isComplete = true;
        foreach (var (input, isRequired) in Inputs)
        {
            var read = input.Read();
            input.Refusals = !read.Succeeded ? read.Refusals
                : isRequired && read.Value is null ? [new Refusal("required", input.Field.Name)]
                : [];
            isComplete &= input.Refusals.Count == 0;
            if (read.Succeeded && read.Value is not null)
                answers[input.Field.Name] = read.Value;
        }
        return isComplete ? answers : null;
    }

    /// <summary>Puts refusals beside their fields; the rest is for a message.</summary>
    public IReadOnlyList<Refusal> Take(IReadOnlyList<Refusal> refusals)
    {
        foreach (var (input, _) in Inputs)
            input.Refusals = [.. refusals.Where(r => r.Field == input.Field.Name)];
        return [.. refusals.Where(r => Inputs.All(i => i.Input.Field.Name != r.Field))];
    }
}
