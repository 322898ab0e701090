using Crm.Core.Records;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Importing;
using Crm.Core.Records.Kinds;
using Crm.Infrastructure.Tests.Identity;
using Crm.Infrastructure.Tests.Records.Importing;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Several records in one field: who works on a deal, who comes to a meeting.</summary>
public sealed class ReferenceSetTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Deals_are_found_by_any_all_and_none_of_those_who_work_on_them_and_by_me_and_my_team(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var (lena, zoe) = (await MemberTests.MemberAsync(acme, "Lena", "member"), await MemberTests.MemberAsync(acme, "Zoe", "member"));
        await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            var oslo = (await store.CreateAsync("teams", new Dictionary<string, object?> { ["name"] = "Oslo" }, Ct)).Value.Id;
            await store.UpdateAsync("members", lena, new Dictionary<string, object?> { ["team"] = oslo }, null, Ct);
            foreach (var (name, people) in new (string, Guid[])[] { ("both", [lena, zoe]), ("lena", [lena]), ("zoe", [zoe]), ("none", []) })
                Assert.True((await store.CreateAsync("deals", new Dictionary<string, object?> { ["name"] = name, ["collaborators"] = ReferencesKind.Of(people) }, Ct)).Succeeded);
            return true;
        });

        Task<string> Found(string filter) => acme.DoAsync(async services =>
        {
            var page = await services.GetRequiredService<RecordReader>().PageAsync(
                new RecordQuery("deals") { Columns = ["name"], Sort = "createdAt", Filter = FilterText.Parse(filter).Value }, Ct);
            return page.Succeeded ? string.Join(' ', page.Value.Rows.Select(r => r.Values[0])) : page.Refusals[0].Code;
        }, lena);

        Assert.Equal("both lena", await Found($"collaborators hasany ('{lena}')"));
        Assert.Equal("both lena zoe", await Found($"collaborators hasany ('{lena}', '{zoe}')"));
        Assert.Equal("both", await Found($"collaborators hasall ('{lena}', '{zoe}')"));
        Assert.Equal("none", await Found($"collaborators hasnone ('{lena}', '{zoe}')"));
        Assert.Equal("none", await Found("collaborators empty"));
        Assert.Equal("both lena", await Found("collaborators hasany ('me')"));
        Assert.Equal("both lena", await Found("collaborators hasany ('my-team')"));
        Assert.Equal("zoe none", await Found("collaborators hasnone ('me')"));
        Assert.Equal("filter-value", await Found("collaborators hasany ('Lena')"));
        Assert.Equal("filter-operator-unfit", await Found("collaborators contains 'a'"));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_was_deleted_or_is_out_of_reach_has_no_name_and_stays_when_others_are_added(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var lena = await MemberTests.MemberAsync(acme, "Lena", "member");
        var (ana, bo, cy, meeting) = await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            async Task<Guid> Contact(string name, Guid owner) => (await store.CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = name, ["owner"] = owner }, Ct)).Value.Id;
            var people = (Ana: await Contact("Ana", acme.OwnerId), Bo: await Contact("Bo", lena), Cy: await Contact("Cy", lena));
            var made = await store.CreateAsync("meetings", new Dictionary<string, object?> { ["subject"] = "Kick-off", ["contacts"] = ReferencesKind.Of([people.Ana, people.Bo]), ["owner"] = lena }, Ct);
            return (people.Ana, people.Bo, people.Cy, made.Value.Id);
        });
        Assert.Equal("Ana, Bo", await NamesAsync());

        await ScopeTests.GrantAsync(acme, Core.Records.Access.RecordAction.View, Core.Records.Access.AccessScope.Own);
        Assert.Equal("Bo", await NamesAsync());
        Assert.Equal("reference-unknown", await WriteAsync(bo, cy, acme.OwnerId));
        Assert.Null(await WriteAsync(ana, bo, cy));
        Assert.Equal("Bo, Cy", await NamesAsync());
        Assert.Equal("Ana, Bo, Cy", await NamesAsync(acme.OwnerId));

        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().DeleteAsync("contacts", bo, Ct));
        Assert.Equal("Cy", await NamesAsync());
        Assert.Equal(1, (await acme.DoAsync(s => s.GetRequiredService<ThrowAway>().RunAsync([new RecordLink("contacts", bo)], Ct))).Value);
        Assert.Equal("Ana, Cy", await NamesAsync(acme.OwnerId));

        Task<string> NamesAsync(Guid? member = null) => acme.DoAsync(async services =>
        {
            var reader = services.GetRequiredService<RecordReader>();
            var listed = (await reader.PageAsync(new RecordQuery("meetings") { Columns = ["contacts"] }, Ct)).Value.Rows.Single().Values[0]!.ToString()!;
            Assert.Contains((await reader.FindAsync("meetings", meeting, Ct))!.Values.OfType<RecordRefs>(), r => r.ToString() == listed);
            return listed;
        }, member ?? lena);

        Task<string?> WriteAsync(params Guid[] contacts) => acme.DoAsync(async services =>
            (await services.GetRequiredService<RecordStore>().UpdateAsync("meetings", meeting, new Dictionary<string, object?> { ["contacts"] = ReferencesKind.Of(contacts) }, null, Ct)).Refusals.FirstOrDefault()?.Code, lena);
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_names_several_people_in_one_cell_and_new_ones_are_made(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        await acme.DoAsync(async s => await s.GetRequiredService<RecordStore>().CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = "Smith, John" }, Ct));
        var run = await desk.UploadTextAsync("meetings", "subject,contacts\nKick-off,Ana; Bo\nReview,\"Smith, John\"\nRetro,\"Bo、Ana\"\n");
        var plan = (await desk.PrepareAsync(run)).Plan;
        Assert.Equal(UnknownValue.Create, plan.Find("contacts")!.WhenUnknown);
        await desk.StartAsync(run, plan);

        var ended = await desk.WorkAsync(run);

        Assert.Equal((3, 0), (ended.Created, ended.Refused));
        Assert.Equal(3, (await desk.AllAsync("contacts", "name")).Count);
        Assert.Equal(["Ana, Bo", "Bo, Ana", "Smith, John"], await acme.DoAsync(async s =>
            (await s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("meetings") { Columns = ["contacts"], Sort = "subject" }, Ct)).Value.Rows.Select(r => r.Values[0]!.ToString()).ToList()));
    }

    [Theory, OnEveryDatabase]
    public async Task Choices_that_a_file_brings_are_added_to_a_list_of_several(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await OwnFields.AddToEveryTypeAsync(acme);
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("companies", "name,own_choices\nAcme,Red; Green\nBeta,green|Blue\n");
        var plan = (await desk.PrepareAsync(run)).Plan;
        plan = plan.With("own_choices", plan.Find("own_choices")! with { WhenUnknown = UnknownValue.Create });
        await desk.StartAsync(run, plan);

        Assert.Equal((2, 0), (await desk.WorkAsync(run)) is var ended ? (ended.Created, ended.Refused) : default);

        Assert.Equal(["Acme 红|Green", "Beta Green|it's"], (await desk.AllAsync("companies", "name", "own_choices")).Select(c => $"{c["name"]} {c["own_choices"]}").Order());
    }
}
