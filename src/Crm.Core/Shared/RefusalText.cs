using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Core.Shared;

/// <summary>A resource family that holds sentences for refusal codes; each feature brings its own.</summary>
public sealed record RefusalSource(Type Resources);

/// <summary>Puts a refusal into a sentence of the reader's language.</summary>
public sealed class RefusalText(IStringLocalizerFactory localizers, IEnumerable<RefusalSource> sources)
{
    private readonly IReadOnlyList<IStringLocalizer> families = [.. sources.Select(s => localizers.Create(s.Resources))];

    /// <summary>The sentence; throws for a code that no family knows, which a test finds before any user does.</summary>
    public string Of(Refusal refusal) => Of(refusal.Code, refusal.Args);

    public string Of(string code, params object[] args)
    {
        foreach (var family in families)
            if (family[code, args] is { ResourceNotFound: false } sentence)
                return sentence;
        throw new InvalidOperationException($"No sentence for the refusal {code}.");
    }
}

public static class RefusalRegistration
{
    public static IServiceCollection AddRefusals<TResources>(this IServiceCollection services) =>
        services.AddSingleton(new RefusalSource(typeof(TResources)));
}
