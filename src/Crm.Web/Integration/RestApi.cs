using Crm.Web.Integration.OpenApi;
using Crm.Web.Tenancy;
using Microsoft.AspNetCore.Mvc;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Crm.Web.Integration;

/// <summary>REST on every tenant's host: one route table for all record types, whose shape follows the tenant's schema.</summary>
internal static class RestApi
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddRestApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration("Api");
        return services
            .AddSingleton<ApiLimits>()
            .AddSingleton<PageCursor>()
            .AddSingleton<ApiProblem>()
            .AddScoped<ApiRecords>()
            .AddScoped<OpenApiDocument>();
    }

    /// <summary>Turns whatever goes wrong below <c>/api</c> into a problem document, and shows the documentation page.</summary>
    public static IApplicationBuilder UseRestApi(this IApplicationBuilder app) => app.UseWhen(
        http => http.Request.Path.StartsWithSegments("/api") && http.Tenant() is not null,
        api => api.UseMiddleware<ApiErrors>().UseSwaggerUI(Documentation));

    public static void MapRestApi(this WebApplication app)
    {
        // The door of the API is ApiDoor: no redirect to a sign-in page, no antiforgery token.
        var api = app.MapGroup(Root).AllowAnonymous().DisableAntiforgery().AddEndpointFilter<ApiDoor>()
            .WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));
        api.MapGet("/openapi.json", (HttpContext http, OpenApiDocument document) => document.WriteAsync(http));
        api.MapGet("/{type}", ReadRecords.ListAsync);
        api.MapGet("/{type}/{id:guid}", ReadRecords.OneAsync);
        api.MapPost("/{type}", WriteRecords.CreateAsync);
        api.MapPatch("/{type}/{id:guid}", WriteRecords.ChangeAsync);
        api.MapDelete("/{type}/{id:guid}", WriteRecords.DeleteAsync);
        api.MapPost("/{type}/{id:guid}/restore", WriteRecords.RestoreAsync);
    }

    private static void Documentation(SwaggerUIOptions page)
    {
        page.RoutePrefix = "api/docs";
        page.DocumentTitle = "API";
        page.SwaggerEndpoint(Root + "/openapi.json", "v1");
        page.DefaultModelsExpandDepth(0);
        page.DocExpansion(DocExpansion.None);
        page.EnableFilter();
    }
}
