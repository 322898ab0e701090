using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Crm.Web.Tests;

/// <summary>
/// AngleSharp.Diffing is copied beside the tests without being a reference,
/// so the runtime's list of assemblies does not name it.
/// </summary>
internal static class FindAngleSharpDiffing
{
    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
