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

    public void Stop() => current.Cancel();
}
