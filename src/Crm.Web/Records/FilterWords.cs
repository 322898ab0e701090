using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Web.Records.Lists;
using Microsoft.Extensions.Localization;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Web.Records;

/// <summary>A condition as a person reads it: "Stage", "is", "Won".</summary>
public sealed record FilterPhrase(string Field, string Operator, string Value);

/// <summary>A field that a filter may name: its own, or one of a record that it refers to (<c>company.sector</c>).</summary>
public sealed record FilterField(string Path, TenantType Type, Field Field, string Label);

/// <summary>Puts filters into words.</summary>
public sealed class FilterWords(RecordLabels labels, RecordReader reader, IStringLocalizer<RecordTexts> texts, IStringLocalizer<ListTexts> lists)
{
    public static readonly IReadOnlyList<string> Periods =
    [
        "today", "yesterday", "past", "future", "this-week", "last-week", "this-month", "last-month", "next-month", "this-quarter", "last-quarter", "next-quarter",
        "this-year", "last-year", "last-7-days", "last-14-days", "last-30-days", "last-90-days", "next-7-days", "next-30-days", "next-90-days",
    ];

    public static readonly IReadOnlyList<string> People = ["me", "my-team", "my-people"];

    public static readonly IReadOnlyList<string> Outcomes = ["open", "won", "lost"];

    /// <summary>The field that a path names, or null.</summary>
    public FilterField? Find(TenantSchema schema, TenantType type, string path)
    {
        var names = path.Split('.');
        var label = new List<string>();
        for (var i = 0; i < names.Length; i++)
        {
            if (type.Find(string.Join('.', names[i..])) is { Whole: not null } part)
                return new FilterField(path, type, part, string.Join(" · ", [.. label, labels.Of(type.Type, part)]));
            if (type.Find(names[i]) is not { } field)
                return null;
            label.Add(labels.Of(type.Type, field));
            if (i == names.Length - 1)
                return new FilterField(path, type, field, string.Join(" · ", label));
            if (field is not { Target: { } target, Navigation: not null } || schema.Find(target) is not { } next)
                return null;
            type = next;
        }
        return null;
    }

    public async Task<FilterPhrase> SayAsync(FilterNode node, TenantSchema schema, TenantType type, CancellationToken ct)
    {
        if (node is FilterGroup group)
        {
            var parts = new List<string>();
            foreach (var inner in group.Nodes)
            {
                var said = await SayAsync(inner, schema, type, ct);
                parts.Add($"{said.Field} {said.Operator} {said.Value}".Trim());
            }
            return new FilterPhrase("", "", string.Join($" {texts[group.Any ? "filter.or" : "filter.and"]} ", parts));
        }
        var term = (FilterTerm)node;
        if (Find(schema, type, term.Field) is not { } found)
            return new FilterPhrase(term.Field, term.Operator.Word(), string.Join(", ", term.Values));
        var values = new List<string>();
        foreach (var value in term.Values)
            values.Add(await ValueAsync(found, value, schema, ct));
        return new FilterPhrase(found.Label, Operator(term.Operator, found.Field), string.Join(", ", values));
    }

    /// <summary>"this quarter", "the last 45 days"; a span that has no name of its own as it is written.</summary>
    public string Span(string value) => lists["period." + value] is { ResourceNotFound: false } own ? own
        : texts["period." + value] is { ResourceNotFound: false } shared ? shared
        : Days(value) is var (way, count) ? lists[$"period.{way}", count]
        : value;

    /// <summary>The side and the number of <c>last-45-days</c>.</summary>
    public static (string Way, int Count)? Days(string value) =>
        value.Split('-') is [("last" or "next") and var way, var count, "days"] && int.TryParse(count, out var days) ? (way, days) : null;

    /// <summary>The record that a written id names, with its title as far as it may be seen.</summary>
    public async Task<RecordRef?> ReferenceAsync(Field field, string value, CancellationToken ct) =>
        Guid.TryParse(value, out var id) && field.Target is { } target
            ? new RecordRef(id, (await reader.TitlesAsync(target, [id], ct)).GetValueOrDefault(id, ""))
            : null;

    public string Operator(FilterOperator op, Field field)
    {
        if (field.Kind is DateKind or DateTimeKind && texts[$"op.date.{op.Word()}"] is { ResourceNotFound: false } own)
            return own;
        return lists[$"op.{op.Word()}"] is { ResourceNotFound: false } newer ? newer : texts[$"op.{op.Word()}"];
    }

    private async Task<string> ValueAsync(FilterField found, string value, TenantSchema schema, CancellationToken ct)
    {
        var field = found.Field;
        if (field.Kind is StageKind)
            return Outcomes.Contains(value) ? texts["outcome." + value] : Guid.TryParse(value, out var stage) ? schema.Stage(stage)?.Name ?? value : value;
        if (field.Kind is ReferenceKind or ReferencesKind)
        {
            if (People.Contains(value))
                return texts["people." + value];
            return Guid.TryParse(value, out var id) && (await reader.TitlesAsync(field.Target!, [id], ct)).TryGetValue(id, out var title) ? title : "?";
        }
        if (field.Kind is DateKind or DateTimeKind && (Periods.Contains(value) || Days(value) is not null))
            return Span(value);
        if (field.Kind is SetKind)
            return field.Kind is ChoicesKind ? labels.Choice(found.Type.Type, field, value) : value;
        return field.Kind.TryParse(value, FieldFormat.Machine(schema.Tenant.Currency), out var read) ? labels.Show(found.Type.Type, field, read) : value;
    }
}
