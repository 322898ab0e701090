using Crm.Core.Records;
using Crm.Infrastructure.Tests.Records.Importing;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Sales;

public sealed class LeadTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_lead_is_new_and_is_named_after_whom_it_came_from(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();

        var made = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync(
            "leads", new Dictionary<string, object?> { ["companyName"] = "Bornholm Ferries", ["personName"] = "Marta Lund" }, Ct));

        Assert.Empty(made.Refusals);
        var lead = Assert.Single(await new ImportDesk(acme).AllAsync("leads", "name", "status"));
        Assert.Equal(("Bornholm Ferries · Marta Lund", "new"), (lead["name"], lead["status"]));
    }

    [Theory, OnEveryDatabase]
    public async Task A_list_from_a_fair_becomes_leads_with_their_tags_however_these_are_parted(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());
        var run = await desk.UploadTextAsync("leads", """
            Lead,Company,Contact,E-Mail,Lead Status,Tags
            Wi-Fi for the harbour,Bornholm Ferries,Marta Lund,marta@ferries.example,qualified,fair; urgent
            Backup storage,青山茶業,陳怡君,chen@qingshan.example,new,展会、重要
            Care plan,Heron Lake School,Hugo Baker,hugo@heronlake.example,contacted,
            """);

        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        var ended = await desk.WorkAsync(run);

        Assert.Equal((3, 0), (ended.Created, ended.Refused));
        var leads = (await desk.AllAsync("leads", "name", "companyName", "personName", "email", "status", "tags")).ToDictionary(l => l["name"]);
        Assert.Equal(["fair|urgent", "展会|重要", ""], new[] { "Wi-Fi for the harbour", "Backup storage", "Care plan" }.Select(n => leads[n]["tags"]));
        Assert.Equal(("青山茶業", "陳怡君", "new"), (leads["Backup storage"]["companyName"], leads["Backup storage"]["personName"], leads["Backup storage"]["status"]));
    }

    [Theory, OnEveryDatabase]
    public async Task A_meeting_cannot_end_before_it_begins(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var noon = new DateTime(2026, 5, 6, 12, 0, 0, DateTimeKind.Utc);

        var made = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync(
            "meetings", new Dictionary<string, object?> { ["subject"] = "Kick-off", ["startsAt"] = noon, ["endsAt"] = noon.AddMinutes(-1) }, Ct));

        Assert.Equal("ends-before-it-begins", Assert.Single(made.Refusals).Code);
    }
}
