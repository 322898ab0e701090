using System.Text.Json;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Integration;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Integration;

public sealed class ApiDoorTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task Without_a_key_there_is_no_answer_and_no_redirect_to_a_sign_in_page()
    {
        var acme = (await product.SignUpAsync()) with { Key = new NewApiKey(Guid.Empty, "") };

        foreach (var path in new[] { "deals", "unicorns", "openapi.json" })
        {
            var answer = await acme.GetAsync(path);
            Assert.Equal((401, "application/problem+json"), (answer.Status, answer.MediaType));
            Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"));
        }
        Assert.Equal(401, (await acme.PostAsync("deals", "{}")).Status);
    }

    [Theory]
    [InlineData("Bearer gx_guess")]
    [InlineData("Bearer gx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer")]
    [InlineData("Basic b2xpdmlhOnNlY3JldA==")]
    public async Task A_key_that_nobody_made_opens_nothing(string authorization)
    {
        var acme = await product.SignUpAsync();

        var answer = await acme.SendAsync(HttpMethod.Get, "deals", null, ("Authorization", authorization));

        Assert.Equal((401, "key-invalid"), (answer.Status, answer.Code("_")));
    }

    [Fact]
    public async Task A_key_of_another_company_is_no_key_here()
    {
        var (acme, rival) = (await product.SignUpAsync(), await product.SignUpAsync("Rival"));

        Assert.Equal(200, (await rival.GetAsync("deals")).Status);
        Assert.Equal(401, (await (acme with { Key = rival.Key }).GetAsync("deals")).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_its_use_was_noted()
    {
        var acme = await product.SignUpAsync();
        Assert.Equal(200, (await acme.GetAsync("deals")).Status);
        var row = Assert.Single(await acme.DoAsync(s => s.GetRequiredService<ApiKeyOverview>().KeysAsync(default)));
        Assert.NotNull(row.LastUsedAt);
        Assert.StartsWith(row.Prefix, acme.Key.Secret);

        await acme.DoAsync(s => s.GetRequiredService<RevokeApiKey>().RunAsync(acme.Key.Id, default));

        Assert.Equal(401, (await acme.GetAsync("deals")).Status);
    }

    [Fact]
    public async Task A_key_that_may_only_read_cannot_write()
    {
        var acme = await product.SignUpAsync();
        var id = (await acme.PostAsync("companies", """{"name":"Konex"}""")).Id;
        var reader = acme with { Key = await acme.MakeKeyAsync(RoleKeys.ReadOnly) };

        Assert.Equal(200, (await reader.GetAsync($"companies/{id}")).Status);
        Assert.Equal(403, (await reader.PostAsync("companies", """{"name":"x","tenantId":1}""")).Status);
        Assert.Equal(403, (await reader.PatchAsync($"companies/{id}", """{"name":"x"}""")).Status);
        Assert.Equal(403, (await reader.DeleteAsync($"companies/{id}")).Status);
        Assert.Equal(403, (await reader.PostAsync($"companies/{id}/restore", null)).Status);
    }

    [Fact]
    public async Task The_secret_is_not_kept()
    {
        var acme = await product.SignUpAsync();

        await acme.DoAsync(async services =>
        {
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            var kept = JsonSerializer.Serialize(await db.Set<ApiKey>().AsNoTracking().ToListAsync());
            Assert.DoesNotContain(acme.Key.Secret, kept);
            Assert.Contains(ApiKeySecret.Hash(acme.Key.Secret), kept);
            return 0;
        });
    }

    [Fact]
    public async Task Nobody_makes_a_key_that_may_do_more_than_its_maker()
    {
        var acme = await product.SignUpAsync();

        await acme.DoAsync(async services =>
        {
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            var roles = await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Key!, r => r.Id);
            var actors = services.GetRequiredService<CurrentActor>();
            var create = services.GetRequiredService<CreateApiKey>();
            var owner = await actors.GetAsync(default);

            actors.Enter(owner with { AdminRights = new HashSet<AdminRight> { AdminRight.Customize, AdminRight.ManageKeys, AdminRight.ManageMembers } });
            Assert.Equal("key-role-too-high", (await create.RunAsync("x", roles[RoleKeys.Owner], default)).Refusals[0].Code);
            Assert.True((await create.RunAsync("x", roles[RoleKeys.Admin], default)).Succeeded);

            actors.Enter(owner with { AdminRights = new HashSet<AdminRight>() });
            Assert.Equal("not-permitted", (await create.RunAsync("x", roles[RoleKeys.ReadOnly], default)).Refusals[0].Code);
            Assert.Empty(await services.GetRequiredService<ApiKeyOverview>().KeysAsync(default));
            return 0;
        });
    }

    [Fact]
    public async Task A_program_that_asks_too_often_is_told_when_to_come_back()
    {
        var acme = product.Elsewhere(await product.SignUpAsync(), "Api:RequestsPerMinute", "2");

        Assert.Equal("1", (await acme.GetAsync("deals")).Header("RateLimit-Remaining"));
        await acme.GetAsync("deals");
        var third = await acme.GetAsync("deals");

        Assert.Equal((429, "too-many-requests"), (third.Status, third.Code("_")));
        Assert.InRange(int.Parse(third.Header("Retry-After")!), 1, 60);
        Assert.Equal("2", third.Header("RateLimit-Limit"));
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_down_and_does_not_disturb_those_who_have_one()
    {
        var acme = product.Elsewhere(await product.SignUpAsync(), "Api:FailuresPerMinute", "2");
        var guesser = acme with { Key = new NewApiKey(Guid.Empty, "gx_guess") };

        var answers = new List<int>();
        for (var i = 0; i < 4; i++)
            answers.Add((await guesser.GetAsync("deals")).Status);

        Assert.Equal([401, 401, 429, 429], answers);
        Assert.Equal(200, (await acme.GetAsync("deals")).Status);
    }
}
