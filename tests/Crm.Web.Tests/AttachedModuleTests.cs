using Crm.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Tests;

public sealed class AttachedModuleTests
{
    private static readonly ElementReference Element = new("root");
    private readonly Browser browser = new();
    private readonly AttachedModule script = new();
    private readonly Page page = new();

    [Fact]
    public async Task A_script_is_attached_once_and_detached_with_its_component()
    {
        await AttachAsync();
        await AttachAsync();
        await script.InvokeVoidAsync("focus", "card");
        await script.DisposeAsync();
        await script.InvokeVoidAsync("focus", "card");

        Assert.Equal(["import", "attach", "focus", "detach"], browser.Asked);
        Assert.Equal(0, browser.Held);
    }

    [Fact]
    public async Task A_script_waits_for_its_element()
    {
        await script.AttachAsync(page, browser, "js/grid.js", default);
        Assert.Empty(browser.Asked);

        await AttachAsync();
        Assert.Equal(["import", "attach"], browser.Asked);
    }

    [Fact]
    public async Task Who_left_before_the_script_had_come_never_attaches_it()
    {
        browser.Slow = "import";
        var coming = AttachAsync();
        await script.DisposeAsync();
        browser.Answer();
        await coming;

        Assert.Equal(["import"], browser.Asked);
        Assert.Equal(0, browser.Held);
    }

    [Fact]
    public async Task Who_left_while_the_script_was_attached_detaches_it_when_it_answers()
    {
        browser.Slow = "attach";
        var coming = AttachAsync();
        await script.DisposeAsync();
        browser.Answer();
        await coming;

        Assert.Equal(["import", "attach", "detach"], browser.Asked);
        Assert.Equal(0, browser.Held);
    }

    [Fact]
    public async Task A_tab_that_was_closed_is_no_failure()
    {
        await AttachAsync();
        browser.IsClosed = true;

        await script.DisposeAsync();
        await new AttachedModule().AttachAsync(page, browser, "js/grid.js", Element);
    }

    private Task AttachAsync() => script.AttachAsync(page, browser, "js/grid.js", Element);

    private sealed class Page : ComponentBase;

    /// <summary>The other end of the wire: notes what it is asked, and answers late where it should.</summary>
    private sealed class Browser : IJSRuntime
    {
        private readonly TaskCompletionSource answer = new();

        public List<string> Asked { get; } = [];

        public int Held { get; set; }

        public string? Slow { get; set; }

        public bool IsClosed { get; set; }

        public void Answer() => answer.SetResult();

        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => InvokeAsync<T>(identifier, default, args);

        public async ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (IsClosed)
                throw new JSDisconnectedException("closed");
            Asked.Add(identifier);
            if (identifier == Slow)
                await answer.Task;
            if (typeof(T) != typeof(IJSObjectReference))
                return default!;
            Held++;
            return (T)(object)new Script(this);
        }
    }

    private sealed class Script(Browser browser) : IJSObjectReference
    {
        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => browser.InvokeAsync<T>(identifier, args);

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => browser.InvokeAsync<T>(identifier, cancellationToken, args);

        public ValueTask DisposeAsync()
        {
            browser.Held--;
            return ValueTask.CompletedTask;
        }
    }
}
