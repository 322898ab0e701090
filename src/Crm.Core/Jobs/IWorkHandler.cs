namespace Crm.Core.Jobs;

/// <summary>
/// Does one kind of long work. It is made in a scope that has entered the item's tenant; whom it acts for is its own business.
/// It must be able to begin anywhere: after a crash it is simply called again.
/// </summary>
public interface IWorkHandler
{
    string Kind { get; }

    /// <summary>Works until done. Calls <see cref="WorkContext.CheckAsync"/> before each batch that it commits.</summary>
    Task RunAsync(WorkContext work);

    /// <summary>The last attempt failed too: tell whoever waits for it.</summary>
    Task GiveUpAsync(WorkContext work) => Task.CompletedTask;
}
