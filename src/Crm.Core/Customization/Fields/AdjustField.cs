using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// How a field is to be from now on. A null <paramref name="Label"/> gives a built-in field the product's own name.
/// <paramref name="Choices"/> is the whole list in its order, null leaves it alone. <paramref name="Replacements"/> says for a
/// choice that goes away what its records get instead; null empties them.
/// </summary>
public sealed record FieldAdjustment(
    string? Label, bool IsRequired, bool IsHidden, IReadOnlyList<ChoiceDraft>? Choices = null, IReadOnlyDictionary<string, string?>? Replacements = null)
{
    /// <summary>The pattern of automatic numbers, the decimals of percentages; null leaves it.</summary>
    public string? Format { get; init; }

    /// <summary>The number that automatic ones go on with; null goes on as they are. It can only rise.</summary>
    public long? NextNumber { get; init; }
}

/// <summary>Changes label, choices and rules of a field, built-in or own. A choice in use goes only with a replacement.</summary>
public sealed class AdjustField(
    ChangeSchema schema, SchemaSource schemas, RecordStore store, ICrmDbFactory dbs, CurrentActor actors, SettleFields settle, TimeProvider clock)
{
    /// <summary>How many living records hold a choice, seen or not.</summary>
    public async Task<int> HeldAsync(string recordType, string name, string choice, CancellationToken ct) =>
        await schema.IsAllowedAsync(ct) && (await schemas.GetAsync(ct)).Find(recordType) is { } type && type.Find(name) is { Kind: ChoiceKind or ChoicesKind } field
            ? await new RecordsHolding(dbs).CountAsync(type.Type, field, choice, ct)
            : 0;

    /// <summary>Returns how many records got a replacement.</summary>
    public async Task<Outcome<int>> RunAsync(string recordType, string name, FieldAdjustment wanted, CancellationToken ct)
    {
        if (!await schema.IsAllowedAsync(ct))
            return new Refusal("not-permitted");
        if ((await schemas.GetAsync(ct)).Find(recordType) is not { } type || type.Find(name) is not { } field || type.Type.IsAdministrative)
            return new Refusal("field-unknown", name, name);
        List<Refusal> problems = [.. Problems(type, field, wanted)];
        var choices = wanted.Choices is null || field.Kind is not (ChoiceKind or ChoicesKind) ? null : ChoiceDraft.Settle(wanted.Choices);
        var leaving = choices is null ? [] : field.Choices.Where(c => choices.All(kept => kept.Value != c.Value)).ToList();
        var held = await HeldAsync(type, field, leaving, ct);
        foreach (var (choice, count) in held)
            problems.AddRange(ReplacementProblems(field, choice, count, choices!, wanted));
        if (problems.Count == 0 && field.Kind is AutoNumberKind && wanted.NextNumber is { } next && !await new NumberSeries(dbs).GoOnWithAsync(type.Name, field.Name, next, ct))
            problems.Add(new Refusal("number-given", "nextNumber", next));
        if (problems.Count > 0)
            return Outcome<int>.Refused(problems);

        var moved = 0;
        if (held.Count > 0)
        {
            // The replacement must be a choice already, and what it replaces still one, while the records change over.
            await SaveAsync(type, field, wanted, [.. choices!, .. leaving], ct);
            var set = await new BeginChangeSet(dbs, actors, clock).RunAsync(ct);
            foreach (var (choice, _) in held)
            {
                var outcome = await new MoveHolders(new RecordsHolding(dbs), store).RunAsync(type, field, choice.Value, wanted.Replacements![choice.Value], set, ct);
                if (!outcome.Succeeded)
                    return outcome;
                moved += outcome.Value;
            }
        }
        var saved = await SaveAsync(type, field, wanted, choices, ct);
        if (!saved.Succeeded)
            return Outcome<int>.Refused(saved.Refusals);
        if (saved.Value)
            await settle.RunAsync(ct);
        return moved;
    }

    private static IEnumerable<Refusal> Problems(TenantType type, Field field, FieldAdjustment wanted)
    {
        if (field.IsCustom || !string.IsNullOrWhiteSpace(wanted.Label))
            foreach (var problem in DefineField.LabelProblems(wanted.Label ?? "", type, field.Name))
                yield return problem;
        if (wanted.IsRequired && !field.TakesInput)
            yield return new Refusal("field-kept-by-rules", "required");
        foreach (var problem in DefineField.FormatProblems(field.IsCustom ? field.Kind : null, wanted.Format, wanted.NextNumber ?? 1))
            yield return problem;
        if (wanted.IsHidden && (wanted.IsRequired || type.Type.Find(field.Name)?.IsRequired == true))
            yield return new Refusal("field-hidden-required", "hidden");
        if (field.Kind is ChoiceKind or ChoicesKind && wanted.Choices is { } choices)
            foreach (var problem in ChoiceDraft.Problems(choices))
                yield return problem;
    }

    private static IEnumerable<Refusal> ReplacementProblems(Field field, Choice choice, int count, List<Choice> choices, FieldAdjustment wanted)
    {
        if (wanted.Replacements is null || !wanted.Replacements.TryGetValue(choice.Value, out var replacement))
            yield return new Refusal("choice-in-use", "choices", choice.Shown, count);
        else if (replacement is null ? field.IsRequired || wanted.IsRequired : choices.All(c => c.Value != replacement))
            yield return new Refusal("choice-replacement", "choices", choice.Shown);
    }

    private async Task<List<(Choice Choice, int Count)>> HeldAsync(TenantType type, Field field, IReadOnlyList<Choice> leaving, CancellationToken ct)
    {
        var held = new List<(Choice, int)>();
        foreach (var choice in leaving)
            if (await new RecordsHolding(dbs).CountAsync(type.Type, field, choice.Value, ct) is > 0 and var count)
                held.Add((choice, count));
        return held;
    }

    /// <summary>Returns whether the records have yet to follow.</summary>
    private Task<Outcome<bool>> SaveAsync(TenantType type, Field field, FieldAdjustment wanted, List<Choice>? choices, CancellationToken ct) => schema.RunAsync(async db =>
    {
        var overlay = await db.Set<FieldOverlay>().FirstOrDefaultAsync(o => o.RecordType == type.Name && o.FieldName == field.Name, ct);
        if (overlay is null)
            db.Set<FieldOverlay>().Add(overlay = new FieldOverlay { RecordType = type.Name, FieldName = field.Name });
        overlay.Label = string.IsNullOrWhiteSpace(wanted.Label) ? null : wanted.Label.Trim();
        overlay.IsRequired = wanted.IsRequired;
        overlay.IsHidden = wanted.IsHidden;
        var changesSearch = field.IsSearchable && field.IsWithdrawn != wanted.IsHidden;
        if (changesSearch)
            overlay.Unsettle(clock.GetUtcNow().UtcDateTime);
        overlay.Choices = choices ?? overlay.Choices;
        if (field.IsCustom && DefineField.HasFormat(field.Kind) && !string.IsNullOrWhiteSpace(wanted.Format))
            overlay.Format = wanted.Format.Trim();
        return Outcome<bool>.Done(changesSearch);
    }, ct);
}
