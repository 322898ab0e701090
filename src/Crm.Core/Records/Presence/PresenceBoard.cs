using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Core.Data;
using Crm.Core.Shared;

namespace Crm.Core.Records.Presence;

/// <summary>Somebody who has a record open.</summary>
public sealed record Present(Guid MemberId, string Name);

/// <summary>
/// Who has which record open, in this process and, as far as the nodes hear each other, in the others. Nothing of it is stored:
/// whoever does not renew is forgotten after <see cref="Forgotten"/>.
/// </summary>
public sealed class PresenceBoard : IDisposable
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(65);

    private const string Topic = "presence";

    private readonly ConcurrentDictionary<Place, ConcurrentDictionary<Guid, Seat>> seats = [];
    private readonly ConcurrentDictionary<Place, ConcurrentDictionary<Guid, Func<Task>>> watchers = [];
    private readonly INodeChannel channel;
    private readonly TimeProvider clock;

    public PresenceBoard(INodeChannel channel, TimeProvider clock)
    {
        (this.channel, this.clock) = (channel, clock);
        channel.Heard += Hear;
    }

    public void Dispose() => channel.Heard -= Hear;

    /// <summary>Sits down at a record. Renew within <see cref="Renewal"/>; dispose to leave.</summary>
    /// <param name="changed">Called when somebody else came or left, on any thread.</param>
    public async Task<Attendance> EnterAsync(Guid tenantId, RecordLink record, Present who, Func<Task> changed, CancellationToken ct)
    {
        var attendance = new Attendance(this, new Place(tenantId, record.Type, record.Id), who);
        watchers.GetOrAdd(attendance.Place, _ => [])[attendance.Key] = changed;
        await attendance.RenewAsync(ct);
        return attendance;
    }

    private Task TellAsync(Place place, Guid key, Present who, bool isHere, CancellationToken ct)
    {
        Note(new Word(place, key, who, isHere));
        return channel.SendAsync(Topic, JsonSerializer.Serialize(new Word(place, key, who, isHere)), ct);
    }

    private void Hear(string topic, string message)
    {
        if (topic == Topic)
            Note(JsonSerializer.Deserialize<Word>(message)!);
    }

    private void Note(Word word)
    {
        var at = seats.GetOrAdd(word.Place, _ => []);
        bool isNews;
        if (word.IsHere)
        {
            isNews = !at.ContainsKey(word.Key);
            at[word.Key] = new Seat(word.Who, clock.GetUtcNow() + Forgotten);
        }
        else
        {
            isNews = at.TryRemove(word.Key, out _);
            if (at.IsEmpty)
                seats.TryRemove(KeyValuePair.Create(word.Place, at));
        }
        if (isNews && watchers.TryGetValue(word.Place, out var heard))
            foreach (var (_, changed) in heard.Where(w => w.Key != word.Key))
                _ = TellWatcherAsync(changed);
    }

    // A page that fails at the news must not keep others from theirs.
    private static async Task TellWatcherAsync(Func<Task> changed)
    {
        try
        {
            await changed();
        }
        catch (Exception)
        {
            // The page has gone; it will not be asked again.
        }
    }

    private IReadOnlyList<Present> Others(Place place, Guid memberId) => !seats.TryGetValue(place, out var at) ? []
        : [.. at.Values.Where(s => s.Until > clock.GetUtcNow() && s.Who.MemberId != memberId).Select(s => s.Who).DistinctBy(w => w.MemberId).OrderBy(w => w.Name, StringComparer.CurrentCulture)];

    private void Unwatch(Place place, Guid key)
    {
        if (!watchers.TryGetValue(place, out var at))
            return;
        at.TryRemove(key, out _);
        if (at.IsEmpty)
            watchers.TryRemove(KeyValuePair.Create(place, at));
    }

    /// <summary>One open page at one record.</summary>
    public sealed class Attendance : IAsyncDisposable
    {
        private readonly PresenceBoard board;
        private readonly Present who;

        internal Attendance(PresenceBoard board, Place place, Present who) => (this.board, Place, this.who) = (board, place, who);

        internal Place Place { get; }

        internal Guid Key { get; } = Ids.Next();

        /// <summary>The other people here, each once, by name.</summary>
        public IReadOnlyList<Present> Others => board.Others(Place, who.MemberId);

        public Task RenewAsync(CancellationToken ct) => board.TellAsync(Place, Key, who, true, ct);

        public async ValueTask DisposeAsync()
        {
            board.Unwatch(Place, Key);
            await board.TellAsync(Place, Key, who, false, default);
        }
    }

    internal sealed record Place(Guid TenantId, string Type, Guid Id);

    internal sealed record Word(Place Place, Guid Key, Present Who, bool IsHere);

    private sealed record Seat(Present Who, DateTimeOffset Until);
}
