using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Crm.Core.Shared;
using Crm.Web.Shell;

namespace Crm.Web.Records.Lists;

/// <summary>
/// What of a list is being read: its rows, those that come into sight, and the figures over all of them, which follow the rows.
/// Of each only the latest question counts, and with other rows those about the rows before are void.
/// </summary>
/// <param name="show">Shows what there is so far.</param>
/// <param name="sums">Whether the figures are asked for; the pre-rendered page leaves them to its circuit.</param>
internal sealed class ListReading(ListPage list, Action show, bool sums)
{
    private readonly LatestQuestion loading = new();
    private readonly LatestQuestion seeing = new();
    private readonly LatestQuestion summing = new();

    // The rows that came into sight while the list was read again.
    private (int First, int Last)? missed;

    /// <summary>Whether there are rows of the type to show.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether what is shown is about to change, which is shown once, when it is there.</summary>
    public bool IsUnderWay => IsLoaded && loading.IsAsking;

    public Refusal? Problem { get; private set; }

    /// <summary>Grows when a calendar or a timeline, which reads for itself, has to read.</summary>
    public int Version { get; private set; }

    /// <summary>The rows are those of another type.</summary>
    public void Forget() => IsLoaded = false;

    /// <summary>Reads what an address means, from its beginning.</summary>
    /// <param name="kept">What the pre-rendered page had read.</param>
    public Task BeginAsync(ListAddress address, TenantType type, ListSnapshot? kept, FieldFormat machine)
    {
        if (kept is null || !list.Take(address, type, kept, machine))
            return LoadAsync(address, type, stay: false);
        IsLoaded = true;
        return SumAsync(address);
    }

    /// <summary>What the circuit may take over; null where it has to ask for itself.</summary>
    public ListSnapshot? Keep(ListAddress address, FieldFormat machine) => IsLoaded && Problem is null ? list.Keep(address, machine) : null;

    /// <summary>Reads what an address means; <paramref name="stay"/> keeps the place in the list.</summary>
    public async Task LoadAsync(ListAddress address, TenantType type, bool stay)
    {
        var isList = address.Shown.Kind is not (ViewKind.Calendar or ViewKind.Timeline);
        var isRead = await loading.AskAsync(mine =>
        {
            seeing.Stop();
            summing.Stop();
            return isList ? RowsAsync(address, type, stay, mine) : TurnAsync(address, type);
        });
        if (!isRead || !isList)
            return;
        if (stay && missed is { } sight)
            await SeeAsync(sight);
        missed = null;
        if (Problem is null)
            await SumAsync(address);
    }

    /// <summary>Reads what is missing around the rows in sight.</summary>
    public async Task SeeAsync((int First, int Last) rows)
    {
        // Other rows are on their way.
        if (IsUnderWay)
            missed = rows;
        else
            await seeing.AskAsync(mine => list.SeeAsync(rows.First, rows.Last, mine));
    }

    public void Stop()
    {
        loading.Stop();
        seeing.Stop();
        summing.Stop();
    }

    private async Task RowsAsync(ListAddress address, TenantType type, bool stay, CancellationToken mine)
    {
        var refusals = await list.LoadAsync(address, type, stay, mine);
        (Problem, IsLoaded) = (refusals.FirstOrDefault(), true);
    }

    private Task TurnAsync(ListAddress address, TenantType type)
    {
        (Problem, Version) = (address.Ask(type).Refusals.FirstOrDefault(), Version + 1);
        return Task.CompletedTask;
    }

    private async Task SumAsync(ListAddress address)
    {
        if (!sums || list.IsSummed(address))
            return;
        await summing.AskAsync(async mine =>
        {
            show();
            Problem = (await list.SumAsync(address, mine)).FirstOrDefault();
        });
    }
}
