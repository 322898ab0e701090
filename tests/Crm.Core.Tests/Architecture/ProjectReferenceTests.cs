using System.Xml.Linq;

namespace Crm.Core.Tests.Architecture;

/// <summary>Holds the map of docs and README: Web → Jobs → Core ← Infrastructure.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Crm.Core"] = [],
        ["Crm.Infrastructure"] = ["Crm.Core"],
        ["Crm.Jobs"] = ["Crm.Core"],
        ["Crm.Web"] = ["Crm.Core", "Crm.Infrastructure", "Crm.Jobs"],
    };

    private static readonly string[] NotForCore =
        ["Microsoft.AspNetCore", "Relational", "Sqlite", "SqlServer", "SqlClient", "Npgsql", "Radzen", "Quartz"];

    [Fact]
    public void Every_project_refers_only_to_the_rooms_it_may_know()
    {
        var projects = SourceProjects().ToDictionary(file => Path.GetFileNameWithoutExtension(file), ReferencedProjects);

        Assert.Equal(Allowed.Keys.Order(), projects.Keys.Order());
        Assert.All(projects, project => Assert.Empty(project.Value.Except(Allowed[project.Key])));
    }

    [Fact]
    public void Core_knows_neither_the_web_nor_a_database_dialect()
    {
        var core = XDocument.Load(SourceProjects().Single(file => file.EndsWith("Crm.Core.csproj", StringComparison.Ordinal)));

        Assert.Equal("Microsoft.NET.Sdk", core.Root!.Attribute("Sdk")!.Value);
        Assert.Empty(core.Descendants("FrameworkReference"));
        Assert.DoesNotContain(Includes(core, "PackageReference"), package =>
            NotForCore.Any(word => package.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] SourceProjects() =>
        Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories);

    private static string[] ReferencedProjects(string file) =>
        [.. Includes(XDocument.Load(file), "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Crm.sln is not above the tests.");
        return folder.FullName;
    }
}
