using Crm.Core.Activities;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;

namespace Crm.Core.Customization.Demo;

/// <summary>
/// Fills the tenant of the scope with an invented company at work: a year of deals that moved through the stages week by
/// week, people, notes and tasks. Everything goes through the record store, with the clock set back, so that histories and
/// days in stage are as they would have been. The same every time.
/// </summary>
public sealed class LoadDemoData(
    ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, IEnumerable<IRecordRule> rules, ChangeFeed feed, TimeProvider clock)
{
    private const int Weeks = 56;
    private const int DealsAWeek = 6;

    private readonly Random chance = new(20_26);
    private readonly BackdatedClock then = new(clock);
    private readonly Dictionary<Guid, int> stageOfDeal = [];

    public async Task RunAsync(CancellationToken ct)
    {
        var store = new RecordStore(dbs, schemas, actors, rules, [], feed, then);
        var schema = await schemas.GetAsync(ct);
        var stages = schema.PipelinesOf(DealType.TypeName).First().Stages;

        then.GoBack(days: Weeks * 7 + 30);
        var teams = await CreateAsync(store, TeamType.TypeName, DemoNames.Teams.Select(name => Values(("name", name))), ct);
        var members = await MembersAsync(store, teams, ct);
        var products = await CreateAsync(store, ProductType.TypeName, DemoNames.Products.Select(p => Values(
            ("name", p.Name), ("series", p.Series), ("code", p.Code), ("price", Amount(schema, p.Price)))), ct);
        var sectors = schema[CompanyType.TypeName]["sector"].Choices;
        var companies = await CreateAsync(store, CompanyType.TypeName, DemoNames.Companies.Select(company => Values(
            ("name", company.Name), ("city", company.City), ("country", company.Country), ("sector", sectors.Count == 0 ? null : Pick(sectors).Value),
            ("employees", (decimal)chance.Next(12, 4000)), ("founded", (decimal)chance.Next(1952, 2021)),
            ("annualRevenue", Amount(schema, chance.Next(4, 900) * 100_000m)), ("phone", DemoNames.Phone(chance)),
            ("website", $"https://{company.Domain}"), ("tags", DemoNames.TagsOf(chance)), ("owner", Pick(members)))), ct);
        var contacts = await ContactsAsync(store, companies, members, ct);

        for (var week = Weeks; week >= 0; week--)
        {
            then.GoBack(days: week * 7);
            await NewDealsAsync(store, schema, stages, companies, contacts, products, members, ct);
            await MovesAsync(store, stages, schema[DealType.TypeName]["lostReason"].Choices, ct);
        }
        await ActivitiesAsync(store, companies, members, ct);
        await CallsAsync(store, companies, members, ct);
        await MeetingsAsync(store, companies, members, ct);
        await LeadsAsync(store, schema, members, ct);
    }

    private async Task<List<Guid>> MembersAsync(RecordStore store, List<Guid> teams, CancellationToken ct)
    {
        var managers = await CreateAsync(store, MemberType.TypeName, DemoNames.Managers.Select((name, i) => Values(
            ("name", name), ("jobTitle", "Sales manager"), ("team", teams[i]))), ct);
        return await CreateAsync(store, MemberType.TypeName, DemoNames.People.Select((name, i) => Values(
            ("name", name), ("jobTitle", "Account executive"), ("team", teams[i % teams.Count]), ("manager", managers[i % managers.Count]))), ct);
    }

    private Task<List<Guid>> ContactsAsync(RecordStore store, List<Guid> companies, List<Guid> members, CancellationToken ct) =>
        CreateAsync(store, ContactType.TypeName, companies.SelectMany((company, i) => Enumerable.Range(0, 1 + (i % 3)).Select(n =>
        {
            var person = DemoNames.Contact(chance, DemoNames.Companies[i].Country);
            return Values(("name", person.Name), ("company", company), ("jobTitle", Pick(DemoNames.JobTitles)),
                ("email", $"{person.Mailbox}{n}@{DemoNames.Companies[i].Domain}"), ("mobile", DemoNames.Phone(chance)), ("owner", Pick(members)));
        })), ct);

    private async Task NewDealsAsync(
        RecordStore store, TenantSchema schema, IReadOnlyList<Stage> stages, List<Guid> companies, List<Guid> contacts, List<Guid> products,
        List<Guid> members, CancellationToken ct)
    {
        var sources = schema[DealType.TypeName]["source"].Choices;
        var me = (await actors.GetAsync(ct)).MemberId;
        var made = await CreateAsync(store, DealType.TypeName, Enumerable.Range(0, DealsAWeek).Select(i =>
        {
            var (company, product) = (chance.Next(companies.Count), chance.Next(products.Count));
            var (contact, owner) = (Pick(contacts), Pick(members));
            return Values(
                ("name", $"{DemoNames.Companies[company].Name} · {DemoNames.Products[product].Name}"), ("company", companies[company]),
                ("product", products[product]), ("contact", contact), ("owner", i == 0 ? me ?? owner : owner), ("source", Pick(sources).Value),
                ("amount", Amount(schema, Math.Round(DemoNames.Products[product].Price * chance.Next(1, 9) * (0.8m + (decimal)chance.NextDouble() / 3), 0))),
                ("startedOn", then.Today), ("expectedCloseOn", then.Today.AddDays(chance.Next(30, 120))));
        }), ct);
        foreach (var deal in made)
            stageOfDeal[deal] = 0;
    }

    /// <summary>Each week about a third of the open deals take a step; from the third stage on some are decided.</summary>
    private async Task MovesAsync(RecordStore store, IReadOnlyList<Stage> stages, IReadOnlyList<Choice> reasons, CancellationToken ct)
    {
        var open = stages.Where(s => s.Outcome == StageOutcome.Open).ToList();
        var writes = new List<RecordWrite>();
        foreach (var (deal, at) in stageOfDeal.ToList())
        {
            if (chance.Next(100) >= 26)
                continue;
            var lost = chance.Next(100) < 18;
            var next = lost ? stages.First(s => s.Outcome == StageOutcome.Lost)
                : at + 1 < open.Count ? open[at + 1]
                : stages.First(s => s.Outcome == StageOutcome.Won);
            writes.Add(RecordWrite.Update(deal, lost
                ? Values(("stage", next.Id), ("lostReason", Pick(reasons).Value), ("competitor", chance.Next(3) == 0 ? Pick(DemoNames.Competitors) : null))
                : Values(("stage", next.Id))));
            if (next.Outcome == StageOutcome.Open)
                stageOfDeal[deal] = at + 1;
            else
                stageOfDeal.Remove(deal);
        }
        await WriteAsync(store, DealType.TypeName, writes, ct);
    }

    private async Task ActivitiesAsync(RecordStore store, List<Guid> companies, List<Guid> members, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var deals = stageOfDeal.Keys.ToList();
        for (var day = 20; day >= 0; day -= 4)
        {
            then.GoBack(days: day);
            await CreateAsync(store, NoteType.TypeName, Enumerable.Range(0, 12).Select(_ => Values(
                ("text", Pick(DemoNames.Notes)), ("about", new RecordLink(DealType.TypeName, Pick(deals))), ("owner", Pick(members)))), ct);
        }
        then.GoBack(days: 0);
        await CreateAsync(store, TaskType.TypeName, Enumerable.Range(0, 40).Select(i => Values(
            ("title", Pick(DemoNames.Tasks)), ("dueOn", then.Today.AddDays(chance.Next(-4, 12))), ("priority", DemoNames.Priorities[i % DemoNames.Priorities.Count]),
            ("about", i % 3 == 0 ? new RecordLink(CompanyType.TypeName, Pick(companies)) : new RecordLink(DealType.TypeName, Pick(deals))),
            ("owner", i < 8 ? actor.MemberId : Pick(members)))), ct);
    }

    private async Task CallsAsync(RecordStore store, List<Guid> companies, List<Guid> members, CancellationToken ct)
    {
        var deals = stageOfDeal.Keys.ToList();
        for (var day = 24; day >= 0; day -= 3)
        {
            then.GoBack(days: day);
            await CreateAsync(store, CallType.TypeName, Enumerable.Range(0, 6).Select(i =>
            {
                var (subject, result) = Pick(DemoNames.Calls);
                return Values(("subject", subject), ("result", result), ("direction", i % 3 == 0 ? "incoming" : CallType.Outgoing),
                    ("durationMinutes", result == "reached" ? (decimal)chance.Next(2, 35) : null), ("owner", Pick(members)),
                    ("about", i % 2 == 0 ? new RecordLink(CompanyType.TypeName, Pick(companies)) : new RecordLink(DealType.TypeName, Pick(deals))));
            }), ct);
        }
    }

    private async Task MeetingsAsync(RecordStore store, List<Guid> companies, List<Guid> members, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        then.GoBack(days: 0);
        var monday = then.Today.AddDays(-(((int)then.Today.DayOfWeek + 6) % 7));
        await CreateAsync(store, MeetingType.TypeName, Enumerable.Range(0, 36).Select(i =>
        {
            // Five weeks around this one, Monday to Friday, between nine and five.
            var starts = monday.AddDays((7 * (i % 5)) - 14 + chance.Next(5)).ToDateTime(new TimeOnly(chance.Next(9, 16), 30 * chance.Next(2)), System.DateTimeKind.Utc);
            return Values(("subject", Pick(DemoNames.Meetings)), ("startsAt", starts), ("endsAt", starts.AddMinutes(30 * chance.Next(1, 4))),
                ("place", Pick(DemoNames.Places)), ("owner", i < 10 ? actor.MemberId : Pick(members)),
                ("about", i % 2 == 0 ? new RecordLink(CompanyType.TypeName, Pick(companies)) : new RecordLink(DealType.TypeName, Pick(stageOfDeal.Keys.ToList()))));
        }), ct);
    }

    private async Task LeadsAsync(RecordStore store, TenantSchema schema, List<Guid> members, CancellationToken ct)
    {
        var (sources, states) = (schema[LeadType.TypeName]["source"].Choices, schema[LeadType.TypeName]["status"].Choices);
        for (var day = 40; day >= 0; day -= 5)
        {
            then.GoBack(days: day);
            await CreateAsync(store, LeadType.TypeName, Enumerable.Range(0, 5).Select(i =>
            {
                var (company, domain, wish) = DemoNames.Lead(chance);
                var person = DemoNames.Contact(chance, "");
                return Values(("name", wish), ("companyName", company), ("personName", person.Name), ("email", $"{person.Mailbox}@{domain}"),
                    ("phone", DemoNames.Phone(chance)), ("source", Pick(sources).Value), ("status", day == 0 ? states[0].Value : Pick(states).Value),
                    ("value", i == 0 ? null : Amount(schema, chance.Next(2, 60) * 500m)), ("owner", i == 4 ? null : Pick(members)));
            }), ct);
        }
        then.GoBack(days: 0);
    }

    private static async Task<List<Guid>> CreateAsync(
        RecordStore store, string type, IEnumerable<IReadOnlyDictionary<string, object?>> rows, CancellationToken ct)
    {
        var writes = rows.Select(RecordWrite.Create).ToList();
        await WriteAsync(store, type, writes, ct);
        return [.. writes.Select(w => w.Id)];
    }

    private static async Task WriteAsync(RecordStore store, string type, List<RecordWrite> writes, CancellationToken ct)
    {
        if (writes.Count == 0)
            return;
        var summary = await store.WriteAsync(new WriteBatch(type, writes) { Cause = ChangeCause.Template }, ct);
        var refused = summary.Value.Results.SelectMany(r => r.Refusals).ToList();
        if (refused.Count > 0)
            throw new InvalidOperationException($"Demo data for {type} was refused: {string.Join("; ", refused.Take(3))}");
    }

    private static Dictionary<string, object?> Values(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);

    private static Money Amount(TenantSchema schema, decimal amount) => Money.FromMajor(amount, schema.Tenant.Currency);

    private T Pick<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];

    private sealed class BackdatedClock(TimeProvider real) : TimeProvider
    {
        private TimeSpan back;

        public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().UtcDateTime);

        public void GoBack(int days) => back = TimeSpan.FromDays(days);

        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() - back;
    }
}
