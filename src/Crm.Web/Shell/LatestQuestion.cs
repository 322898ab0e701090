namespace Crm.Web.Shell;

/// <summary>
/// Of questions that follow one another only the latest matters: asking anew cancels the one before. Its sources hold no timer
/// and need no disposal, so that a page that has gone may still be on its way through here.
/// </summary>
internal sealed class LatestQuestion
{
    private CancellationTokenSource current = new();

    public CancellationToken Token => current.Token;

    /// <summary>Cancels the question before and gives the token of the new one.</summary>
    public async Task<CancellationToken> AskAsync()
    {
        var earlier = current;
        current = new CancellationTokenSource();
        var mine = current.Token;
        await earlier.CancelAsync();
        return mine;
    }

    /// <summary>Asks in place of the question before; what a later one cuts short is heard of no more.</summary>
    public async Task AskAsync(Func<CancellationToken, Task> ask)
    {
        var mine = await AskAsync();
        try
        {
            await ask(mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The next question is on its way, or the page has gone.
        }
    }

    public void Stop() => current.Cancel();
}
