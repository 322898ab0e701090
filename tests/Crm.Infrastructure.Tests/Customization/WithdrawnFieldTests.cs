using Crm.Core.Customization.Fields;
using Crm.Core.Records;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

/// <summary>A field that the tenant hides is gone for whoever asks from outside; its values stay.</summary>
public sealed class WithdrawnFieldTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_hidden_field_can_neither_be_read_nor_sorted_filtered_grouped_or_summed_nor_inferred_behind_a_reference(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var services = scope.ServiceProvider;
        var (store, reader, adjust) = (services.GetRequiredService<RecordStore>(), services.GetRequiredService<RecordReader>(), services.GetRequiredService<AdjustField>());
        var company = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan", ["employees"] = 40m }, Ct)).Value.Id;
        await store.CreateAsync("contacts", new Dictionary<string, object?> { ["lastName"] = "Li", ["company"] = company }, Ct);
        var plain = new RecordQuery("companies") { IsFromOutside = true };
        RecordQuery[] questions =
        [
            plain with { Columns = ["name", "employees"] },
            plain with { Sort = "-employees" },
            plain with { Filter = FilterText.Parse("employees gt 10").Value },
            plain with { Filter = FilterText.Parse("name eq 'x' or employees lt 30").Value },
            new RecordQuery("contacts") { IsFromOutside = true, Filter = FilterText.Parse("company.employees gt 10").Value },
        ];
        foreach (var question in questions)
            Assert.True((await reader.PageAsync(question, Ct)).Succeeded);
        var sum = new ColumnFigure("employees", Figure.Sum);
        Assert.True((await services.GetRequiredService<RecordFigures>().RunAsync(plain, [sum], Ct)).Succeeded);

        Assert.True((await adjust.RunAsync("companies", "employees", new FieldAdjustment(null, false, true), Ct)).Succeeded);

        foreach (var question in questions)
            Assert.Contains(Assert.Single((await reader.PageAsync(question, Ct)).Refusals).Code, new[] { "field-unknown", "filter-field-unknown" });
        Assert.Equal("field-unknown", Assert.Single((await services.GetRequiredService<RecordFigures>().RunAsync(plain, [sum], Ct)).Refusals).Code);
        Assert.Null(GroupBy.Read("employees", (await services.GetRequiredService<SchemaSource>().GetAsync(Ct)).Shown["companies"]));
        var usual = (await reader.PageAsync(plain, Ct)).Value;
        Assert.DoesNotContain(usual.Columns, c => c.Name == "employees");
        Assert.Single(usual.Rows);

        // An own field that is kept in parts goes with all of them.
        var define = services.GetRequiredService<DefineField>();
        var address = (await define.RunAsync(new FieldDraft("companies", "depot", "Depot", "address"), Ct)).Value;
        var inTown = plain with { Filter = FilterText.Parse($"{address}.city eq 'Oslo'").Value };
        Assert.True((await reader.PageAsync(inTown, Ct)).Succeeded);
        Assert.True((await adjust.RunAsync("companies", address, new FieldAdjustment("Depot", false, true), Ct)).Succeeded);
        Assert.Equal("filter-field-unknown", Assert.Single((await reader.PageAsync(inTown, Ct)).Refusals).Code);

        // Brought back, it holds what it held.
        Assert.True((await adjust.RunAsync("companies", "employees", new FieldAdjustment(null, false, false), Ct)).Succeeded);
        Assert.Equal(40m, (await reader.PageAsync(questions[0], Ct)).Value.Rows[0].Values[1]);
    }
}
