namespace Crm.Core.Tests.Architecture;

/// <summary>The files of this repository, as the tests of its shape read them.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".git", "TestResults", "data", "artifacts", "publish"];

    public static string Root { get; } = FindRoot();

    /// <summary>C# and Razor files under a folder, generated migrations left out.</summary>
    public static IEnumerable<SourceFile> Sources(string folder) => Files(folder)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
        .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
        .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))));

    /// <summary>Paths from the root, with slashes; build output left out.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        var open = new Stack<string>([Path.Combine(Root, folder)]);
        while (open.TryPop(out var next))
        {
            foreach (var inner in Directory.GetDirectories(next).Where(d => !NotOurs.Contains(Path.GetFileName(d))))
                open.Push(inner);
            foreach (var file in Directory.GetFiles(next))
                yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Crm.sln is not above the tests.");
        return folder.FullName;
    }
}

internal sealed record SourceFile(string Path, string Text)
{
    public override string ToString() => Path;
}
