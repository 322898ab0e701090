using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.Core.Customization;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Integration;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Integration;

/// <summary>The product on a SQLite file of its own, asked over HTTP by the tenant's host name.</summary>
public sealed class ApiProduct : IAsyncLifetime
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"crm-api-{Guid.CreateVersion7():N}.db");
    private WebApplicationFactory<Program>? app;

    internal IServiceProvider Services => app!.Services;

    public Task InitializeAsync()
    {
        app = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Development")
            .UseSetting("Database:Provider", "Sqlite")
            .UseSetting("Database:ConnectionString", $"Data Source={file}")
            .UseSetting("Api:RequestsPerMinute", "100000"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { file, file + "-wal", file + "-shm" })
            File.Delete(part);
    }

    /// <summary>The product once more over the same file, with another setting.</summary>
    internal ApiCompany Elsewhere(ApiCompany company, string setting, string value) =>
        company with { Http = app!.WithWebHostBuilder(host => host.UseSetting(setting, value)).CreateClient(new() { BaseAddress = company.Http.BaseAddress!, AllowAutoRedirect = false }) };

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    internal HttpClient Visitor() => app!.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    /// <summary>A client that keeps cookies, at a company's own host.</summary>
    internal HttpClient Browser(ApiCompany company) => app!.CreateClient(new() { BaseAddress = company.Http.BaseAddress!, AllowAutoRedirect = false });

    /// <summary>A company with its owner, and its key with the owner's rights.</summary>
    internal async Task<ApiCompany> SignUpAsync(string name = "Acme")
    {
        var address = $"t{Guid.CreateVersion7():N}"[..30];
        var now = DateTime.SpecifyKind(new DateTime(2026, 1, 1), DateTimeKind.Utc);
        var tenant = new Tenant
        {
            Id = Ids.Next(),
            Address = address,
            Skeleton = address,
            Name = name,
            Currency = "USD",
            TimeZone = "UTC",
            Culture = "en-US",
            Template = "b2b-sales",
            CreatedAt = now,
            ReadyAt = now,
        };
        await using (var platform = Services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            platform.Tenants.Add(tenant);
            await platform.SaveChangesAsync(default);
        }
        var client = app!.CreateClient(new() { BaseAddress = new Uri($"http://{address}.localhost/"), AllowAutoRedirect = false });
        var company = new ApiCompany(this, tenant.ToInfo(), client);
        await using (var scope = company.Enter())
            company = company with { OwnerId = await scope.ServiceProvider.GetRequiredService<ProvisionTenant>().RunAsync(new FirstMember(Ids.Next(), "Olivia Owner", $"olivia@{address}.example"), default) };
        company = company with { Key = await company.MakeKeyAsync(RoleKeys.Owner) };
        return company;
    }
}

/// <summary>A tenant under test, and the hand that calls its API.</summary>
internal sealed record ApiCompany(ApiProduct Product, TenantInfo Tenant, HttpClient Http)
{
    public Guid OwnerId { get; init; }

    public NewApiKey Key { get; init; } = new(Guid.Empty, "");

    public AsyncServiceScope Enter()
    {
        var scope = Product.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant);
        var actors = scope.ServiceProvider.GetRequiredService<ActorDirectory>();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(ct => actors.MemberAsync(OwnerId, ct));
        return scope;
    }

    public async Task<NewApiKey> MakeKeyAsync(string role)
    {
        await using var scope = Enter();
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        var id = await db.Set<Role>().Where(r => r.Key == role).Select(r => r.Id).SingleAsync();
        return (await scope.ServiceProvider.GetRequiredService<CreateApiKey>().RunAsync($"Warehouse ({role})", id, default)).Value;
    }

    public async Task<T> DoAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Enter();
        return await act(scope.ServiceProvider);
    }

    public Task<ApiAnswer> GetAsync(string path, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Get, path, null, ifNoneMatch is null ? [] : [("If-None-Match", ifNoneMatch)]);

    public Task<ApiAnswer> PostAsync(string path, string? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<ApiAnswer> PatchAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Patch, path, body, headers);

    public Task<ApiAnswer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path);
        if (Key.Secret.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key.Secret);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            var sent = name == "Content-Type" ? (HttpHeaders)request.Content!.Headers : request.Headers;
            sent.Remove(name);
            sent.TryAddWithoutValidation(name, value);
        }
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonDocument.Parse(text).RootElement : default;
        return new ApiAnswer((int)response.StatusCode, json, text, response.Content.Headers.ContentType?.MediaType, response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

internal sealed record ApiAnswer(int Status, JsonElement Json, string Text, string? MediaType, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The code of the first refusal of a field; the whole record is "_".</summary>
    public string Code(string field) => Json.GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString()!;

    public IEnumerable<string> Names => Json.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("name").GetString()!);
}
