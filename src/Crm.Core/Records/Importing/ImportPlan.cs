using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Records.Importing;

/// <summary>What happens to a row whose record is there already.</summary>
public enum MatchMode
{
    /// <summary>Known records are brought up to the row, the others are created.</summary>
    Upsert,

    /// <summary>Rows of known records are refused.</summary>
    CreateOnly,

    /// <summary>Rows of unknown records are refused.</summary>
    UpdateOnly,
}

/// <summary>What happens to a value that nobody knows: a company that is not there, a choice that is not listed.</summary>
public enum UnknownValue { Refuse, LeaveEmpty, Create }

/// <summary>Everything that an import needs to know beside the file; stored with the run as JSON.</summary>
public sealed record ImportPlan
{
    public required CsvFormat Format { get; init; }

    public IReadOnlyList<FieldPlan> Fields { get; init; } = [];

    /// <summary>The field by which rows find records that are there already; null creates a record for every row.</summary>
    public string? MatchBy { get; init; }

    public MatchMode Mode { get; init; }

    public FieldPlan? Find(string field) => Fields.FirstOrDefault(f => f.Field == field);

    /// <summary>The plan with one field's source replaced, added or (null) taken away.</summary>
    public ImportPlan With(string field, FieldPlan? plan) => this with
    {
        Fields = [.. Fields.Where(f => f.Field != field), .. plan is null ? Array.Empty<FieldPlan>() : [plan]],
        MatchBy = plan is null && MatchBy == field ? null : MatchBy,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static ImportPlan FromJson(string json) => JsonSerializer.Deserialize<ImportPlan>(json, Options)!;

    private static readonly JsonSerializerOptions Options = new(Json.Compact)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}

/// <summary>Where the value of one field comes from and how it is read.</summary>
public sealed record FieldPlan(string Field)
{
    /// <summary>The columns of the file: one is read as it stands, several are joined, leaving out the empty ones.</summary>
    public IReadOnlyList<int> Columns { get; init; } = [];

    /// <summary>What stands between joined columns: "{account} · {product}".</summary>
    public string Separator { get; init; } = " · ";

    /// <summary>What an empty cell means; without columns, the same value for every row.</summary>
    public string? Default { get; init; }

    public DateOrder Dates { get; init; }

    public DecimalMark Decimals { get; init; }

    /// <summary>Other words for values, as answered by the person: "GTXPro" means "GTX Pro". An empty text empties the field.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; init; } = new Dictionary<string, string>();

    /// <summary>For references: the field of the target that the value names; null is its title.</summary>
    public string? ReferenceBy { get; init; }

    public UnknownValue WhenUnknown { get; init; }
}
