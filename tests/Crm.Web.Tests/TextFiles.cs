using System.Xml.Linq;

namespace Crm.Web.Tests;

/// <summary>The product's texts as they lie in the repository.</summary>
internal static class TextFiles
{
    public static readonly string[] Languages = ["", ".zh-Hans", ".zh-Hant"];

    private static readonly string Sources = Path.Combine(Root(), "src");

    /// <summary>Every resource family by the path of its neutral file, without the ending.</summary>
    public static IEnumerable<string> Families() => Directory.EnumerateFiles(Sources, "*.resx", SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
        .Where(f => !Path.GetFileNameWithoutExtension(f).Contains('.')).Select(f => f[..^".resx".Length]).Order();

    public static IEnumerable<string> Code() => Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any());

    public static IReadOnlyDictionary<string, string> Read(string family, string language)
    {
        var file = family + language + ".resx";
        return File.Exists(file)
            ? XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "")
            : new Dictionary<string, string>();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
