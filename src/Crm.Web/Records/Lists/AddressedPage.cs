using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Microsoft.AspNetCore.Components;

namespace Crm.Web.Records.Lists;

/// <summary>
/// A page over the records of a type that shows what its address says: a list or a board. What somebody asks for on it is read
/// at once: that the address bar has changed is heard from the browser a round trip later, and is no news by then.
/// </summary>
public abstract class AddressedPage : ComponentBase
{
    private TenantType? offeredTo;

    // Where somebody goes, until it is shown.
    private ListAddress? heading;

    [Inject] protected NavigationManager Nav { get; set; } = default!;

    [Inject] protected ListViews Views { get; set; } = default!;

    [Parameter] public string TypeName { get; set; } = "";

    /// <summary>Asked for so that a change of the query is heard; the whole query is read from the address.</summary>
    [SupplyParameterFromQuery(Name = "view")] public string? Named { get; set; }

    /// <summary>What is shown; null before it is known, and where there is nothing to show.</summary>
    protected ListAddress? Address { get; set; }

    /// <summary>The views to choose from.</summary>
    protected IReadOnlyList<ListView> Offered { get; private set; } = [];

    protected abstract bool IsBoard { get; }

    /// <summary>Reads and shows what is asked for.</summary>
    /// <param name="next">Where somebody goes; null for where the address bar stands.</param>
    protected abstract Task ShowAsync(ListAddress? next);

    protected override Task OnParametersSetAsync()
    {
        if ((heading ?? Address) is { } here && here.Type == TypeName && here.ToString() == Read().ToString())
            return Task.CompletedTask;
        heading = null;
        return ShowAsync(null);
    }

    /// <summary>Reads the views of the type, once for each state of its description.</summary>
    protected async Task OfferAsync(TenantType? type)
    {
        if (type is not null && type == offeredTo)
            return;
        var views = type is null ? [] : await Views.OfAsync(type, default);
        // Somebody may have gone to another type meanwhile.
        if (type is null || type.Name == TypeName)
            (offeredTo, Offered) = (type, views);
    }

    /// <summary>Where the address bar stands.</summary>
    protected ListAddress Read()
    {
        var query = Nav.ToAbsoluteUri(Nav.Uri).Query;
        return IsBoard ? ListAddress.ReadBoard(TypeName, query, Offered) : ListAddress.Read(TypeName, query, Offered is [] ? [ListView.Plain] : Offered);
    }

    protected async Task Go(ListAddress next)
    {
        var isHere = next.Type == TypeName && next.Shown.Kind is ViewKind.Board == IsBoard;
        var isSame = next.ToString() == Address?.ToString();
        if (isHere)
            heading = next;
        Nav.NavigateTo(next.ToString());
        if (isHere && isSame)
            Address = next;
        else if (isHere)
            await ShowAsync(next);
        if (heading == next)
            heading = null;
    }

    protected Task FilterAsync(string? filter) => Go(Address!.With("filter", filter));

    protected Task SearchAsync(ChangeEventArgs asked) =>
        Go(Address! with { Search = asked.Value?.ToString() is { } some && !string.IsNullOrWhiteSpace(some) ? some : null });

    /// <summary>A view was saved, changed or taken away: the page goes to it.</summary>
    protected async Task ViewsChangedAsync(Guid? key)
    {
        Offered = await Views.OfAsync(offeredTo!, default);
        var view = Offered.FirstOrDefault(v => v.Key == key?.ToString()) ?? (IsBoard ? ListView.BoardAmong(Offered) : Offered[0]);
        await Go(new ListAddress(TypeName, view, view.Definition, Address!.Search));
    }
}
