using Microsoft.AspNetCore.Components;

namespace Crm.Web.Shell;

/// <summary>
/// A component that its parent renders again only when a parameter differs. By itself the framework takes every object for
/// changed, and remembers a second copy of all that was rendered twice. All that such a component shows must hang on its
/// parameters' values (or on what it does itself): where one of them changes inwardly, a count of its changes goes with it.
/// </summary>
public abstract class SteadyComponent : ComponentBase
{
    private IReadOnlyDictionary<string, object?>? before;

    /// <inheritdoc />
    public sealed override Task SetParametersAsync(ParameterView parameters)
    {
        if (before is not null && IsAsBefore(parameters))
            return Task.CompletedTask;
        before = parameters.ToDictionary()!;
        return base.SetParametersAsync(parameters);
    }

    private bool IsAsBefore(ParameterView parameters)
    {
        foreach (var parameter in parameters)
            if (!before!.TryGetValue(parameter.Name, out var value) || !Equals(value, parameter.Value))
                return false;
        return true;
    }
}
