using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Core.Tenancy.Templates;

/// <summary>The templates that stand as JSON files in this folder; another file there is another template.</summary>
public static class TenantTemplates
{
    private const string Folder = "templates/";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<IReadOnlyList<TenantTemplate>> Loaded = new(Load);

    /// <summary>All templates, ordered by key. Throws <see cref="InvalidTemplateException"/> when a file breaks the rules.</summary>
    public static IReadOnlyList<TenantTemplate> All => Loaded.Value;

    /// <summary>The template with this key, or null.</summary>
    public static TenantTemplate? Find(string key) => All.FirstOrDefault(template => template.Key == key);

    /// <summary>
    /// Reads one file and checks it against <see cref="TemplateRules"/>. Throws <see cref="InvalidTemplateException"/>, whose
    /// message names the file and every place at fault.
    /// </summary>
    public static TenantTemplate Read(string fileName, string json)
    {
        try
        {
            var template = JsonSerializer.Deserialize<TenantTemplate>(json, Format)
                ?? throw new InvalidTemplateException(fileName, ["the file says null"]);
            var violations = TemplateRules.Violations(template, Path.GetFileNameWithoutExtension(fileName)).ToList();
            return violations.Count == 0 ? template : throw new InvalidTemplateException(fileName, violations);
        }
        catch (JsonException broken)
        {
            throw new InvalidTemplateException(fileName, [$"{broken.Path ?? "$"}, line {broken.LineNumber + 1}: {broken.Message}"], broken);
        }
    }

    private static List<TenantTemplate> Load() => (
        from name in typeof(TenantTemplates).Assembly.GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal)
        orderby name
        select Read(name[Folder.Length..], Text(name))).ToList();

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(TenantTemplates).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>A template file that breaks the rules: a mistake of whoever wrote it, found when the product starts or is tested.</summary>
public sealed class InvalidTemplateException(string fileName, IReadOnlyList<string> violations, Exception? inner = null)
    : Exception($"{fileName}: {string.Join("; ", violations)}", inner)
{
    public string FileName { get; } = fileName;

    public IReadOnlyList<string> Violations { get; } = violations;
}
