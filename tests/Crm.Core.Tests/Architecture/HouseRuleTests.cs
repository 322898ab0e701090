using System.Text.RegularExpressions;

namespace Crm.Core.Tests.Architecture;

/// <summary>Rules that a compiler does not know, read off the sources.</summary>
public sealed partial class HouseRuleTests
{
    private const string DataRoom = "src/Crm.Infrastructure/Data/";

    [Fact]
    public void Nobody_lifts_the_tenant_filter() => None(
        f => IgnoreFilters().Matches(f.Text).Any(m => m.Groups[1].Value is not ("[\"SoftDelete\"]" or "new[] { \"SoftDelete\" }")));

    [Fact]
    public void Plain_SQL_is_written_in_the_data_room_only() => None(
        f => !f.Path.StartsWith(DataRoom, StringComparison.Ordinal) && Sql().IsMatch(f.Text));

    [Fact]
    public void Nobody_outside_the_data_room_says_whose_a_row_is() => None(f =>
        !f.Path.StartsWith(DataRoom, StringComparison.Ordinal) && !NamesATenantInTheCatalogue(f) && SetsTenant().IsMatch(f.Text));

    [Fact]
    public void Files_are_named_for_what_they_do() => Assert.DoesNotContain(
        Repository.Files("src").Concat(Repository.Files("tests")), path => VagueName().IsMatch(Path.GetFileName(path)));

    [Fact]
    public void No_text_names_a_folder_of_the_machine_that_it_was_written_on()
    {
        var texts = Repository.Files(".").Where(path => TextFile().IsMatch(path) && new FileInfo(Path.Combine(Repository.Root, path)).Length < 2_000_000).ToList();

        Assert.True(texts.Count > 100, "The repository was not read.");
        Assert.DoesNotContain(texts, path => MachineFolder().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));
    }

    private static void None(Func<SourceFile, bool> breaks)
    {
        var sources = Repository.Sources("src").ToList();
        Assert.True(sources.Count > 100, "The sources were not read.");
        Assert.Empty(sources.Where(breaks).Select(f => f.Path).ToList());
    }

    /// <summary>Rows of the catalogue (work, mail, sign-ups) name the tenant that they are about; they are nobody's data.</summary>
    private static bool NamesATenantInTheCatalogue(SourceFile file) => CatalogueRow().IsMatch(file.Text);

    [GeneratedRegex(@"IgnoreQueryFilters\(\s*([^)]*?)\s*\)")]
    private static partial Regex IgnoreFilters();

    [GeneratedRegex(@"\b(FromSql\w*|ExecuteSql\w*|SqlQuery\w*|CreateCommand|CommandText)\b")]
    private static partial Regex Sql();

    // Also a bulk update that would hand rows over; a comparison is no assignment.
    [GeneratedRegex(@"\bTenantId\s*=(?![=>])|SetProperty\([^,]*TenantId")]
    private static partial Regex SetsTenant();

    [GeneratedRegex(@"\bnew (WorkItem|OutgoingMail|Letter)\b|\bsignUp\.TenantId\b")]
    private static partial Regex CatalogueRow();

    [GeneratedRegex(@"(Helper|Helpers|Util|Utils|Utilities|Manager|Misc)\.\w+$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\.(cs|razor|csproj|props|targets|sln|md|json|js|mjs|css|sh|resx|yml|yaml|bicep|service|txt|editorconfig)$|/eng/\w+$|^eng/[\w-]+$|\.ci/run$")]
    private static partial Regex TextFile();

    [GeneratedRegex(@"(?<![\w.:/~-])/(work|home/\w+|Users/\w+|root)/|\b[A-Z]:\\Users\\")]
    private static partial Regex MachineFolder();
}
