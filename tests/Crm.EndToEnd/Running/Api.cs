using System.Text.Json;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>The API of the company that the page is signed in to, as a program uses it; the requests come from the page, whose browser knows the host.</summary>
internal sealed class Api(IPage page, string key)
{
    private const string Send = """
        async ([key, method, path, body]) => {
          const headers = { 'Authorization': 'Bearer ' + key, 'Content-Type': 'application/json' };
          const answer = await fetch('/api/v1/' + path, { method, headers, body: body ?? undefined });
          return [String(answer.status), await answer.text()];
        }
        """;

    /// <summary>Makes a key that may do everything; the page stays in the settings.</summary>
    /// <param name="home">The company's address.</param>
    public static async Task<Api> OpenAsync(IPage page, Uri home)
    {
        await page.GotoAsync(new Uri(home, "settings/api-keys").ToString());
        await page.LiveAsync();
        await page.Locator(".top button.btn.p").ClickAsync();
        await page.Locator("#key-name").FillAsync("Web shop");
        await page.Locator("#key-role").SelectOptionAsync(new SelectOptionValue { Label = "Administrator" });
        await page.Locator(".keys-form button[type=submit]").ClickAsync();
        return new Api(page, await page.Locator(".keys-secret code").InnerTextAsync());
    }

    /// <returns>The id of the new record.</returns>
    public async Task<string> CreateAsync(string type, object values) =>
        (await SendAsync("POST", type, values)).GetProperty("id").GetString()!;

    public Task ChangeAsync(string type, string id, object values) => SendAsync("PATCH", $"{type}/{id}", values);

    /// <summary>The person behind the first seat of the company.</summary>
    public async Task<string> FirstMemberAsync() =>
        (await SendAsync("GET", "members?limit=1", null)).GetProperty("data")[0].GetProperty("id").GetString()!;

    private async Task<JsonElement> SendAsync(string method, string path, object? body)
    {
        var answer = await page.EvaluateAsync<string[]>(Send, new[] { key, method, path, body is null ? null : JsonSerializer.Serialize(body) });
        Assert.True(answer[0].StartsWith('2'), $"{method} {path}: {answer[0]} {answer[1]}");
        return JsonDocument.Parse(answer[1]).RootElement;
    }
}
