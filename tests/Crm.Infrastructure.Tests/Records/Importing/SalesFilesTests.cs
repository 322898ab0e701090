using System.Globalization;
using Crm.Core.Records.Importing;
using Crm.Core.Records.Importing.Planning;
using Crm.Infrastructure.Tests.Running;

namespace Crm.Infrastructure.Tests.Records.Importing;

/// <summary>The four files of a real sales team, imported with the plan that is proposed.</summary>
public sealed class SalesFilesTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private const string Folder = "crm-sales-opportunities/";

    [Theory, OnEveryDatabase]
    public async Task Sales_teams_become_members_with_managers_and_offices(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());

        var run = await desk.ImportAsync("members", Folder + "sales_teams.csv");

        Assert.Equal((ImportState.Finished, 35, 0, 0), (run.State, run.Created, run.Updated, run.Refused));
        var members = (await desk.AllAsync("members", "name", "manager", "team")).ToDictionary(m => m["name"]);
        Assert.Equal(35 + 6 + 1, members.Count);
        foreach (var row in ImportDesk.Rows(Folder + "sales_teams.csv"))
            Assert.Equal((row[1], row[2]), (members[row[0]]["manager"], members[row[0]]["team"]));
        Assert.Equal(["Central", "East", "West"], (await desk.AllAsync("teams", "name")).Select(t => t["name"]).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Accounts_become_85_companies_none_doubled_with_the_15_parents_that_stand_in_the_same_file(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());

        var run = await desk.ImportAsync("companies", Folder + "accounts.csv");

        Assert.Equal((ImportState.Finished, 85, 0, 0), (run.State, run.Created, run.Updated, run.Refused));
        var companies = (await desk.AllAsync("companies", "name", "sector", "founded", "annualRevenue", "employees", "country", "parent")).ToDictionary(c => c["name"]);
        Assert.Equal(85, companies.Count);
        Assert.Equal(15, companies.Values.Count(c => c["parent"].Length > 0));
        foreach (var row in ImportDesk.Rows(Folder + "accounts.csv"))
        {
            var company = companies[row[0]];
            Assert.Equal(string.Join('|', row[1..3]), string.Join('|', company["sector"], company["founded"]));
            Assert.Equal(Number(row[3]), Number(company["annualRevenue"]));
            Assert.Equal(string.Join('|', row[4..]), string.Join('|', company["employees"], company["country"], company["parent"]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task All_8800_deals_come_in_unaltered(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());
        await desk.ImportEverythingButDealsAsync();
        var upload = await desk.UploadAsync("deals", Folder + "sales_pipeline.csv");
        var prepared = await desk.PrepareAsync(upload);

        var spelling = Assert.Single(prepared.Questions, q => q.Kind == QuestionKind.NearSpelling);
        Assert.Equal(("product", "GTXPro", 1480, "GTX Pro"), (spelling.Field, spelling.Texts[0].Value, spelling.Texts[0].Count, spelling.Proposal));
        Assert.Contains(prepared.Questions, q => q.Kind == QuestionKind.NoTitle);
        var dry = await desk.TryAsync(upload, prepared.Plan);
        Assert.Equal((8800, 8800, 0, 0, 0), (dry.Rows, dry.Created, dry.Updated, dry.Unchanged, dry.Refused));
        Assert.Empty(await desk.AllAsync("deals", "name"));

        await desk.StartAsync(upload, prepared.Plan);
        var run = await desk.WorkAsync(upload);

        Assert.Equal((ImportState.Finished, 8800, 8800, 0, 0, 0), (run.State, run.RowsDone, run.Created, run.Updated, run.Unchanged, run.Refused));
        var deals = (await desk.AllAsync("deals", "externalId", "name", "owner", "product", "company", "stage", "startedOn", "closedOn", "amount")).ToDictionary(d => d["externalId"]);
        var rows = ImportDesk.Rows(Folder + "sales_pipeline.csv");
        Assert.Equal(8800, deals.Count);
        Assert.Equal(rows.Sum(r => Number(r[7])), deals.Values.Sum(d => Number(d["amount"])));
        foreach (var row in rows)
        {
            var deal = deals[row[0]];
            var product = row[2] == "GTXPro" ? "GTX Pro" : row[2];
            Assert.Equal(
                [row[1], product, row[3], row[4], Day(row[5]), Day(row[6]), row[7], row[3].Length == 0 ? product : $"{row[3]} · {product}"],
                [deal["owner"], deal["product"], deal["company"], deal["stage"], deal["startedOn"], deal["closedOn"], deal["amount"], deal["name"]]);
        }
        Assert.Equal(1425, deals.Values.Count(d => d["company"].Length == 0));
        Assert.Equal(500, deals.Values.Count(d => d["startedOn"].Length == 0));
        Assert.Equal(85, (await desk.AllAsync("companies", "name")).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Importing_a_file_again_changes_nothing(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());
        await desk.ImportEverythingButDealsAsync();

        var companies = await desk.ImportAsync("companies", Folder + "accounts.csv");
        var members = await desk.ImportAsync("members", Folder + "sales_teams.csv");

        Assert.Equal((0, 0, 85, 0), (companies.Created, companies.Updated, companies.Unchanged, companies.Refused));
        Assert.Equal((0, 0, 35, 0), (members.Created, members.Updated, members.Unchanged, members.Refused));
    }

    [Theory, OnEveryDatabase]
    public async Task A_Chinese_file_in_GB18030_brings_companies_with_their_trades_and_then_their_people(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync(culture: "zh-Hans", currency: "CNY"));

        var companies = await desk.ImportAsync("companies", "chinese-companies-contacts-gb18030.csv");
        var contacts = await desk.ImportAsync("contacts", "chinese-companies-contacts-gb18030.csv");

        Assert.Equal((ImportState.Finished, 60, 0), (companies.State, companies.Created, companies.Refused));
        Assert.Equal((ImportState.Finished, 60, 0), (contacts.State, contacts.Created, contacts.Refused));
        Assert.Equal(60, (await desk.AllAsync("companies", "name")).Count);
        Assert.Contains(await desk.AllAsync("companies", "name", "sector", "city"),
            c => c["name"] == "成都海纳食品有限公司" && c["sector"] == "餐饮食品" && c["city"] == "成都");
        var people = await desk.AllAsync("contacts", "name", "company", "jobTitle", "mobile", "email", "description");
        Assert.Contains(people, p => p["name"] == "龚𬭎" && p["company"] == "上海恒通机械设备有限公司");
        Assert.Equal(2, people.Count(p => p["name"] == "王伟"));
        Assert.Equal("他说：\"下个月再联系\"", people.Single(p => p["name"] == "赵文博")["description"]);
        Assert.Equal(5, people.Count(p => p["mobile"].Length == 0));
    }

    private static decimal Number(string text) => text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Day(string us) =>
        us.Length == 0 ? "" : DateOnly.ParseExact(us, "M/d/yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
