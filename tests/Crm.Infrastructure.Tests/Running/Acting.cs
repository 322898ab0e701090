using Crm.Core.Activities.Notifications;
using Crm.Core.Records;
using Crm.Infrastructure.Tests.Customization;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Running;

/// <summary>What members do in many tests, in one line each; by default it is the owner who does it.</summary>
internal static class Acting
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>A company of its own on a database.</summary>
    public static async Task<Company> OpenAsync(this EveryDatabase databases, DatabaseKind on) => await (await databases.On(on)).SignUpAsync();

    /// <summary>The same with Li Wei, a manager, beside the owner.</summary>
    public static async Task<(Company Acme, Guid Wei)> OpenWithWeiAsync(this EveryDatabase databases, DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        return (acme, await acme.JoinAsync("Li Wei", "manager"));
    }

    public static async Task<Guid> CreateAsync(this Company acme, string type, params (string Name, object? Value)[] values) => await acme.CreateAsAsync(null, type, values);

    public static async Task<Guid> CreateAsAsync(this Company acme, Guid? member, string type, params (string Name, object? Value)[] values)
    {
        var made = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync(type, Values(values), Ct), member);
        Assert.True(made.Succeeded, string.Join(", ", made.Refusals.Select(r => r.Code)));
        return made.Value.Id;
    }

    public static async Task UpdateAsync(this Company acme, string type, Guid id, params (string Name, object? Value)[] values) =>
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().UpdateAsync(type, id, Values(values), null, Ct))).Succeeded);

    public static async Task DeleteAsync(this Company acme, string type, Guid id) =>
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().DeleteAsync(type, id, Ct))).Succeeded);

    public static Task<Guid> JoinAsync(this Company acme, string name, string role) => acme.DoAsync(s => People.JoinAsync(s, name, role));

    public static async Task<IReadOnlyList<InboxItem>> InboxAsync(this Company acme, Guid? member = null, int take = 20) => (await acme.InboxPageAsync(member, take)).Items;

    public static Task<InboxPage> InboxPageAsync(this Company acme, Guid? member = null, int take = 20) =>
        acme.DoAsync(s => s.GetRequiredService<Inbox>().PageAsync(null, take, false, Ct), member);

    public static Task<int> UnreadAsync(this Company acme, Guid? member = null) => acme.DoAsync(s => s.GetRequiredService<Inbox>().UnreadAsync(Ct), member);

    public static Dictionary<string, object?> Values(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);
}

/// <summary>A clock that stands still.</summary>
internal sealed class Stopped(DateTime now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
