using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Crm.Web.Shell;

/// <summary>
/// Tells the browser that another page stands there, which then moves the focus to its title, as a page load would. Unlike the
/// framework's own component it takes the focus from nobody who has begun to type meanwhile.
/// </summary>
public sealed class Arrival(IJSRuntime js) : ComponentBase
{
    private Type? page;
    private bool isNew;

    [Parameter, EditorRequired]
    public RouteData Route { get; set; } = default!;

    protected override void OnParametersSet()
    {
        isNew |= page != Route.PageType;
        page = Route.PageType;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isNew)
            return;
        isNew = false;
        try
        {
            await js.InvokeVoidAsync("crmLine.arrive");
        }
        catch (Exception left) when (left is JSDisconnectedException or OperationCanceledException)
        {
            // Left again before the page had come.
        }
    }
}
