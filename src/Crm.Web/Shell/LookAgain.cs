using Crm.Core.Records.Access;

namespace Crm.Web.Shell;

/// <summary>For pages that follow long work: they look how far it is for as long as they are open.</summary>
internal static class LookAgain
{
    /// <param name="gone">Ends when the page is left.</param>
    public static async Task EveryAsync(TimeSpan pace, TimeProvider clock, Func<Task> look, CancellationToken gone)
    {
        try
        {
            using var tick = new PeriodicTimer(pace, clock);
            while (await tick.WaitForNextTickAsync(gone))
                await look();
        }
        catch (Exception left) when (left is OperationCanceledException or ObjectDisposedException or ActorGoneException)
        {
            // The page was left, or its reader's access ended; the work goes on.
        }
    }
}
