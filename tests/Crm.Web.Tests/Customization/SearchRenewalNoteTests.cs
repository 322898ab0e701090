using Bunit;
using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Crm.Web.Customization;
using Crm.Web.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Customization;

/// <summary>Whoever hides a field sees how far the search follows, until it does.</summary>
public sealed class SearchRenewalNoteTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task It_says_how_many_records_of_how_many_are_renewed_and_ends_with_the_renewal()
    {
        var acme = await product.SignUpAsync();
        await using var scope = acme.Enter();
        // Nobody was asked for the work, so that it stands still.
        var field = new FieldOverlay { RecordType = "companies", FieldName = "email", IsHidden = true };
        field.Unsettle(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        await using (var db = Open())
        {
            db.Set<FieldOverlay>().Add(field);
            await db.SaveChangesAsync(default);
        }
        await using var page = new BunitContext();
        page.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var ended = new TaskCompletionSource();
        var note = page.Render<SearchRenewalNote>(p => p.Add(n => n.RecordType, "companies").Add(n => n.Ended, () => ended.TrySetResult()));
        Assert.Empty(note.FindAll("progress"));

        await SetAsync(4_000, 20_000);
        await note.WaitForAssertionAsync(() => Assert.Equal("Search is being renewed: 4,000 of 20,000", note.Find(".num").TextContent), TimeSpan.FromSeconds(15));
        Assert.Equal(("4000", "20000"), (note.Find("progress").GetAttribute("value"), note.Find("progress").GetAttribute("max")));
        Assert.False(ended.Task.IsCompleted);

        await using (var db = Open())
            await db.Set<FieldOverlay>().Where(o => o.Id == field.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.UnsettledAt, (DateTime?)null));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(15));

        ICrmDb Open() => scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();

        async Task SetAsync(int renewed, int toRenew)
        {
            await using var db = Open();
            await db.Set<FieldOverlay>().Where(o => o.Id == field.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.Renewed, renewed).SetProperty(x => x.ToRenew, toRenew));
        }
    }
}
