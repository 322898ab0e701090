namespace Crm.Web.Shell;

/// <summary>
/// Of questions that follow one another only the latest matters: asking anew cancels the one before. Its sources hold no timer
/// and need no disposal, so that a page that has gone may still be on its way through here.
/// </summary>
internal sealed class LatestQuestion
{
    private CancellationTokenSource current = new();
    private CancellationToken? asking;

    public CancellationToken Token => current.Token;

    /// <summary>Whether the latest question, asked by <see cref="AskAsync(Func{CancellationToken, Task})"/>, is still to be answered.</summary>
    public bool IsAsking => asking is not null;

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
    /// <returns>Whether this question was answered and is still the latest.</returns>
    public async Task<bool> AskAsync(Func<CancellationToken, Task> ask)
    {
        var cancelling = AskAsync();
        asking = Token;
        var mine = await cancelling;
        try
        {
            await ask(mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The next question is on its way, or the page has gone.
        }
        finally
        {
            // Whoever asked later still waits.
            if (asking == mine)
                asking = null;
        }
        return !mine.IsCancellationRequested;
    }

    public void Stop() => current.Cancel();
}
