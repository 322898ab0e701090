using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Filters on text do not ask how somebody wrote a letter, on any database.</summary>
public sealed class LetterTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Theory, OnEveryDatabase]
    public async Task A_filter_finds_letters_of_any_alphabet_in_either_case(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        string[] names = ["ÄRGER GmbH", "Ženit", "ΟΔΥΣΣΕΑΣ", "Москва", "100% Oslo", "王伟公司"];
        await acme.DoAsync(async services =>
        {
            foreach (var name in names)
                Assert.True((await services.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name }, default)).Succeeded);
            return true;
        });

        Assert.Equal(["ÄRGER GmbH"], await FoundAsync("name contains ärger"));
        Assert.Equal(["Ženit"], await FoundAsync("name starts žEN"));
        Assert.Equal(["Москва"], await FoundAsync("name contains МОСК"));
        Assert.Equal(["王伟公司"], await FoundAsync("name contains 王伟"));
        Assert.Equal(["100% Oslo"], await FoundAsync("name contains '0% o'"));
        Assert.Empty(await FoundAsync("name contains 'ä%r'"));

        Task<List<string>> FoundAsync(string filter) => acme.DoAsync(async services =>
            (await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["name"], Filter = FilterText.Parse(filter).Value }, default))
                .Value.Rows.Select(r => (string)r.Values[0]!).ToList());
    }
}
