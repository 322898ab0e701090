using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Tests;

/// <summary>Notes the statements that an act sends to the database; those of tests that run beside it are not among them.</summary>
internal sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<Action<string>?> Hearer = new();

    private Statements()
    {
    }

    // Before the first context: one that found nobody listening says nothing for a second, and contexts are kept for longer.
    [ModuleInitializer]
    internal static void Listen() => DiagnosticListener.AllListeners.Subscribe(new Statements());

    /// <param name="each">Called before a statement is sent.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(Func<Task> act, Action<string>? each = null)
    {
        var noted = new List<string>();
        Hearer.Value = statement =>
        {
            noted.Add(statement);
            each?.Invoke(statement);
        };
        await act();
        return noted;
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory.Name)
            listener.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> said)
    {
        if (said.Value is CommandEventData command)
            Hearer.Value?.Invoke(command.Command.CommandText);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
