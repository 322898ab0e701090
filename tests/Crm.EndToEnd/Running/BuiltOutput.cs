namespace Crm.EndToEnd.Running;

/// <summary>Where the build put things, seen from this test project's own output folder.</summary>
internal static class BuiltOutput
{
    public static string Root { get; } = FindRoot();

    /// <summary>TestResults at the root of the repository: screenshots and logs of what failed.</summary>
    public static string Results => Directory.CreateDirectory(Path.Combine(Root, "TestResults")).FullName;

    /// <summary>The output folder of a source project, in the configuration in which these tests were built.</summary>
    public static string Of(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Root, "src", project, "bin", own.Parent!.Name, own.Name);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Crm.sln is not above the tests.");
        return folder.FullName;
    }
}
