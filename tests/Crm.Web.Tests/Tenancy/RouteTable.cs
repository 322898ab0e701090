using Crm.Core.Shared;
using Crm.Web.Tenancy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Tenancy;

/// <summary>One line of the product's route table, read off the running app.</summary>
internal sealed record Route(RouteEndpoint Endpoint)
{
    public string Pattern => "/" + (Endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    public bool IsPage => Endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    public bool AnyHost => Endpoint.Metadata.GetMetadata<AnyHostAttribute>() is not null;

    public bool BaseHost => Endpoint.Metadata.GetMetadata<BaseHostAttribute>() is not null;

    public bool NeedsTenant => !AnyHost && !BaseHost;

    public bool TakesParameters => Endpoint.RoutePattern.Parameters.Count > 0;

    public bool AnswersGet => Endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains("GET");

    /// <summary>An address of the route, with likely values for its parameters.</summary>
    public string Address => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Fill))));

    public override string ToString() => Pattern;

    public static IReadOnlyList<Route> All(IServiceProvider services)
    {
        var routes = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => new Route(e)).ToList();
        Assert.True(routes.Count(r => r.IsPage) >= 5, "The route table was not read.");
        return routes;
    }

    private static string Fill(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter when parameter.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            || parameter.ParameterPolicies.Any(p => p.Content is "guid") => Ids.Next().ToString(),
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content is "int" or "long") => "1",
        RoutePatternParameterPart { Name: "culture" } => "en-US",
        _ => "deals",
    };
}
