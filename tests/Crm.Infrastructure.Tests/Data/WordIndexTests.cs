using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Data.Npgsql;
using Crm.Infrastructure.Tests.Running;
using Crm.Infrastructure.Tests.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Contact = Crm.Core.Sales.Contact;

namespace Crm.Infrastructure.Tests.Data;

/// <summary>A search on PostgreSQL looks into an index of pieces of words instead of reading every text, and finds the same.</summary>
public sealed class WordIndexTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private static readonly string[] Names =
    [
        "Acme Hardware", "ACME hardware (Nord)", "Ärztehaus Süd", "O'Neill & Söhne", "北京华为技术有限公司", "華為台北", "王伟", "100% Wolle", "a_b", "x", "Łódź ☕ Kawa", "𠮷野家",
    ];

    private static readonly string[] Searches =
    [
        "acme", "CME HARD", "ware acme", "arzt", "süd", "neill", "o'n", "华为", "为技", "華", "京", "wang", "ww", "w", "00%", "%", "a_b", "_", "x", "☕", "吉野", "野家", "𠮷", "nobody", "zq", "acme nobody", "d",
    ];

    [PostgresFact]
    public async Task A_search_finds_what_reading_every_text_finds()
    {
        var acme = await databases.OpenAsync(DatabaseKind.PostgreSql);
        foreach (var name in Names)
            await acme.CreateAsync("contacts", ("name", name));
        await using var db = acme.Open();
        var texts = await db.Set<Contact>().AsNoTracking().ToDictionaryAsync(c => c.Name, c => c.SearchText);

        foreach (var search in Searches)
        {
            var words = Core.Shared.Text.SearchText.Fold(search).Split(' ');
            Assert.Equal(
                texts.Where(t => words.All(w => t.Value.Contains(w, StringComparison.Ordinal))).Select(t => t.Key).Order(StringComparer.Ordinal),
                (await FoundAsync(acme, search)).Order(StringComparer.Ordinal));
        }
    }

    [PostgresFact]
    public async Task The_index_names_those_alone_whose_text_has_every_piece_and_follows_each_change()
    {
        var acme = await databases.OpenAsync(DatabaseKind.PostgreSql);
        var konex = await acme.CreateAsync("contacts", ("name", "Konex"));
        await acme.CreateAsync("contacts", ("name", "Betasoloin"));
        await acme.CreateAsync("companies", ("name", "Konex Kone"));

        Assert.Equal([konex], await HoldersAsync(acme, "kone"));
        await acme.UpdateAsync("contacts", konex, ("name", "Zencorporation"));
        Assert.Empty((await HoldersAsync(acme, "kone"))!);
        Assert.Equal([konex], await HoldersAsync(acme, "corp"));
        await acme.DeleteAsync("contacts", konex);
        // The recycle bin can be searched too.
        Assert.Equal([konex], await HoldersAsync(acme, "corp"));
        Assert.Empty(await FoundAsync(acme, "corp"));

        await using var db = acme.Open();
        await db.Set<Contact>().IgnoreQueryFilters(["SoftDelete"]).Where(c => c.Id == konex).ExecuteDeleteAsync();
        Assert.Empty((await HoldersAsync(acme, "corp"))!);
    }

    [PostgresFact]
    public async Task It_is_silent_where_it_cannot_tell_or_has_too_much_to_say()
    {
        var acme = await databases.OpenAsync(DatabaseKind.PostgreSql);
        foreach (var name in new[] { "Konex One", "Konex Two", "Konex Three" })
            await acme.CreateAsync("contacts", ("name", name));

        Assert.Null(await HoldersAsync(acme, "k"));
        await using var db = (CrmDb)acme.Open();
        Assert.Null(await WordIndex.HoldersAsync(db, "contacts", ["konex"], 2, Ct));
        Assert.Equal(3, (await WordIndex.HoldersAsync(db, "contacts", ["konex"], 3, Ct))!.Count);
    }

    [PostgresFact]
    public async Task Words_that_many_have_are_not_looked_up_and_found_all_the_same()
    {
        var acme = await databases.OpenAsync(DatabaseKind.PostgreSql);
        var people = Enumerable.Range(0, 220).Select(i => RecordWrite.Create(Acting.Values(("name", $"Person {i}"), ("email", i == 7 ? "seven@konex.example" : $"p{i}@acme.example")))).ToList();
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("contacts", people), Ct))).Succeeded);

        Assert.Null(await HoldersAsync(acme, "acme"));
        Assert.Equal(200, (await FoundAsync(acme, "acme")).Count());
        Assert.Single((await HoldersAsync(acme, "konex"))!);
        // Common by itself, but not with the other word.
        Assert.Single((await HoldersAsync(acme, "person konex"))!);
    }

    [PostgresFact]
    public async Task No_question_of_one_company_meets_another_companys_pieces_and_none_writes_them()
    {
        var (acme, rival) = (await databases.OpenAsync(DatabaseKind.PostgreSql), await databases.OpenAsync(DatabaseKind.PostgreSql));
        await acme.CreateAsync("contacts", ("name", "Konex"));
        var theirs = await rival.CreateAsync("contacts", ("name", "Konex"));

        Assert.DoesNotContain(theirs, (await HoldersAsync(acme, "konex"))!);
        await using var db = (CrmDb)acme.Open();
        Assert.Equal(0, await db.Database.ExecuteSqlAsync($"UPDATE search_pieces SET pieces = ARRAY[1] WHERE record_id = {theirs}"));
        Assert.Equal(0, await db.Database.ExecuteSqlAsync($"DELETE FROM search_pieces WHERE record_id = {theirs}"));
        var denied = await Assert.ThrowsAsync<PostgresException>(() =>
            db.Database.ExecuteSqlAsync($"INSERT INTO search_pieces VALUES ({rival.Tenant.Id}, {Guid.CreateVersion7()}, ARRAY[1])"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [PostgresFact]
    public async Task A_database_of_an_earlier_version_gets_the_pieces_of_all_that_it_holds()
    {
        var (acme, rival) = (await databases.OpenAsync(DatabaseKind.PostgreSql), await databases.OpenAsync(DatabaseKind.PostgreSql));
        var ours = await acme.CreateAsync("contacts", ("name", "Konex"));
        var theirs = await rival.CreateAsync("contacts", ("name", "Konex"));
        await using (var crm = acme.Database.Services.GetRequiredService<Databases>().Crm(CrmDb.NoTenant))
            await crm.Database.ExecuteSqlRawAsync("DROP TABLE search_pieces; DROP FUNCTION crm_keep_pieces CASCADE; DROP FUNCTION crm_pieces");

        // Two nodes of the new version start at once.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => acme.Database.Services.GetRequiredService<DatabaseSetup>().RunAsync(Ct)));

        Assert.Equal([ours], await HoldersAsync(acme, "konex"));
        Assert.Equal([theirs], await HoldersAsync(rival, "konex"));
        var later = await acme.CreateAsync("contacts", ("name", "Later Konex"));
        Assert.Contains(later, (await HoldersAsync(acme, "konex"))!);
    }

    private static async Task<IReadOnlyList<Guid>?> HoldersAsync(Company acme, string words)
    {
        await using var db = acme.Open();
        return await db.HoldersAsync<Contact>(words.Split(' '), RecordQuery.CountLimit, Ct);
    }

    private static async Task<IEnumerable<string>> FoundAsync(Company acme, string search)
    {
        var query = new RecordQuery("contacts") { Search = search, Columns = ["name"], Take = RecordQuery.MaxPageSize };
        return (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(query, Ct))).Value.Rows.Select(r => (string)r.Values[0]!);
    }
}
