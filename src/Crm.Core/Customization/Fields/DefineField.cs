using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// A field of the tenant's own; without a name it gets one from its label. References say which type they lead to.
/// </summary>
public sealed record FieldDraft(string RecordType, string? Name, string Label, string Kind, bool IsRequired = false, IReadOnlyList<ChoiceDraft>? Choices = null, string? Target = null)
{
    /// <summary>The pattern of automatic numbers, the decimals of percentages.</summary>
    public string? Format { get; init; }

    /// <summary>The number that automatic ones begin with.</summary>
    public long FirstNumber { get; init; } = 1;
}

/// <summary>Adds a field of the tenant's own to a record type; it shows at once in lists, forms, filters and the API.</summary>
/// <remarks>Records that are there already get their automatic numbers by work that begins as soon as the field is there.</remarks>
public sealed class DefineField(ChangeSchema schema, SchemaSource schemas, SettleFields settle, TimeProvider clock)
{
    public const int MaxOwnFields = 100;
    private const int MaxLabel = 100;
    private const int MaxFirstNumber = 1_000_000_000;

    public async Task<Outcome<string>> RunAsync(FieldDraft draft, CancellationToken ct)
    {
        var defined = await AddAsync(draft, ct);
        if (defined.Succeeded && draft.Kind == FieldKinds.AutoNumber.Name)
            await settle.RunAsync(ct);
        return defined;
    }

    private Task<Outcome<string>> AddAsync(FieldDraft draft, CancellationToken ct) => schema.RunAsync(async db =>
    {
        if ((await schemas.GetAsync(ct)).Find(draft.RecordType) is not { } type || type.Type.IsAdministrative)
            return new Refusal("type-unknown", "recordType", draft.RecordType);
        var overlays = await db.Set<FieldOverlay>().AsNoTracking().Where(o => o.RecordType == type.Name).ToListAsync(ct);
        List<string> taken = [.. type.Type.Fields.Select(f => f.Name), .. overlays.Select(o => o.FieldName)];
        var name = string.IsNullOrWhiteSpace(draft.Name) ? FieldNames.Propose(draft.Label, taken) : draft.Name.Trim();
        var kind = FieldKinds.ForCustomFields.FirstOrDefault(k => k.Name == draft.Kind);

        List<Refusal> problems = [.. LabelProblems(draft.Label, type, null)];
        if (!Records.Field.IsValidName(name))
            problems.Add(new Refusal("field-name-invalid", "name", name));
        else if (!FieldNames.IsFree(name, taken))
            problems.Add(new Refusal(overlays.Any(o => o.FieldName == name && o.RetiredAt is not null) ? "field-name-retired" : "field-name-taken", "name", name));
        if (kind is null)
            problems.Add(new Refusal("field-kind-unknown", "kind", draft.Kind));
        if (kind is ChoiceKind or ChoicesKind)
            problems.AddRange(ChoiceDraft.Problems(draft.Choices ?? []));
        if (NeedsTarget(kind) && (await schemas.GetAsync(ct)).Find(draft.Target ?? "") is null)
            problems.Add(new Refusal("type-unknown", "target", draft.Target ?? ""));
        problems.AddRange(FormatProblems(kind, draft.Format, draft.FirstNumber));
        if (overlays.Count(o => o.CustomKind is not null) >= MaxOwnFields)
            problems.Add(new Refusal("fields-too-many", null, MaxOwnFields));
        if (problems.Count > 0)
            return Outcome<string>.Refused(problems);

        var overlay = new FieldOverlay
        {
            RecordType = type.Name,
            FieldName = name,
            CustomKind = kind!.Name,
            Target = NeedsTarget(kind) ? draft.Target : null,
            Format = HasFormat(kind) && !string.IsNullOrWhiteSpace(draft.Format) ? draft.Format.Trim() : null,
            UnsettledAt = kind is AutoNumberKind ? clock.GetUtcNow().UtcDateTime : null,
            LastNumber = kind is AutoNumberKind ? draft.FirstNumber - 1 : 0,
            Label = draft.Label.Trim(),
            IsRequired = draft.IsRequired,
            Position = overlays.Select(o => o.Position).DefaultIfEmpty(99).Max() + 1,
            Choices = kind is ChoiceKind or ChoicesKind ? ChoiceDraft.Settle(draft.Choices!) : null,
        };
        db.Set<FieldOverlay>().Add(overlay);
        return name;
    }, ct);

    /// <summary>Whether a field of the kind leads to records of a type that the admin names.</summary>
    public static bool NeedsTarget(FieldKind? kind) => kind is ReferencesKind || kind?.GetType() == typeof(ReferenceKind);

    /// <summary>Whether a field of the kind says how its numbers are shown.</summary>
    public static bool HasFormat(FieldKind? kind) => kind is AutoNumberKind or PercentKind;

    internal static IEnumerable<Refusal> FormatProblems(FieldKind? kind, string? format, long first)
    {
        if (kind is AutoNumberKind && !string.IsNullOrWhiteSpace(format) && !AutoNumberKind.IsPattern(format.Trim()))
            yield return new Refusal("number-pattern", "format", format.Trim());
        if (kind is AutoNumberKind && first is < 1 or > MaxFirstNumber)
            yield return new Refusal("number-first", "firstNumber", MaxFirstNumber);
        if (kind is PercentKind && !string.IsNullOrWhiteSpace(format) && !(int.TryParse(format, out var decimals) && decimals is >= 0 and <= PercentKind.MaxDecimals))
            yield return new Refusal("percent-decimals", "format", PercentKind.MaxDecimals);
    }

    internal static IEnumerable<Refusal> LabelProblems(string label, TenantType type, string? except)
    {
        if (string.IsNullOrWhiteSpace(label))
            yield return new Refusal("name-blank", "label");
        else if (label.Trim().Length > MaxLabel)
            yield return new Refusal("name-too-long", "label", MaxLabel);
        else if (type.Fields.Any(f => f.Name != except && label.Trim().Equals(f.Label, StringComparison.OrdinalIgnoreCase)))
            yield return new Refusal("field-label-taken", "label", label.Trim());
    }
}
