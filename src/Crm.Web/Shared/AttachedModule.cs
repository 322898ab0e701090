using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Shared;

/// <summary>
/// The script of a component: a module whose <c>attach(element, component)</c> returns what it can be asked for, with a
/// <c>detach()</c>. The component may go before, while or after the script arrives; whatever came is detached. What is asked of a
/// script that is not there does nothing.
/// </summary>
public sealed class AttachedModule : IAsyncDisposable
{
    private DotNetObjectReference<ComponentBase>? self;
    private IJSObjectReference? script;
    private bool isGone;

    public bool IsAttached => script is not null;

    /// <summary>Attaches once, as soon as the element is there; called again it does nothing.</summary>
    /// <param name="path">Of the module, as <c>Assets</c> gives it.</param>
    public async Task AttachAsync(ComponentBase owner, IJSRuntime js, string path, ElementReference element)
    {
        if (self is not null || isGone || element.Id is null)
            return;
        self = DotNetObjectReference.Create(owner);
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./" + path);
            if (!isGone)
                script = await module.InvokeAsync<IJSObjectReference>("attach", element, self);
        }
        catch (Exception left) when (left is JSDisconnectedException or OperationCanceledException || (isGone && left is JSException))
        {
            // Somebody was gone again before the script had come.
        }
        if (isGone)
            await LetGoAsync();
    }

    public ValueTask InvokeVoidAsync(string name, params object?[] args) => script?.InvokeVoidAsync(name, args) ?? ValueTask.CompletedTask;

    /// <returns>The script's answer; the default where there is no script.</returns>
    public async ValueTask<T?> InvokeAsync<T>(string name, params object?[] args) => script is null ? default : await script.InvokeAsync<T>(name, args);

    public async ValueTask DisposeAsync()
    {
        isGone = true;
        if (script is not null)
            await LetGoAsync();
    }

    private async Task LetGoAsync()
    {
        var going = script;
        script = null;
        try
        {
            if (going is not null)
            {
                await going.InvokeVoidAsync("detach");
                await going.DisposeAsync();
            }
        }
        catch (Exception left) when (left is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The tab is closed; its listeners went with it.
        }
        self?.Dispose();
    }
}
