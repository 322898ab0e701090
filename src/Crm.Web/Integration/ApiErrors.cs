using Crm.Core.Records.Access;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>Answers below <c>/api</c> are never an empty page: bare status codes and exceptions become problem documents.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ApiProblem problems, ILogger<ApiErrors> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await problems.WriteAsync(http, http.Response.StatusCode, []);
        }
        catch (Exception problem) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(http, problem);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception problem)
    {
        switch (problem)
        {
            case BadHttpRequestException bad:
                return problems.WriteAsync(http, bad.StatusCode, []);
            case ActorGoneException:
                return problems.WriteAsync(http, StatusCodes.Status401Unauthorized, [new Refusal("key-needed")]);
            default:
                Failed(problem, http.Request.Path);
                return problems.WriteAsync(http, StatusCodes.Status500InternalServerError, []);
        }
    }

    [LoggerMessage(LogLevel.Error, "The API failed at {Path}")]
    private partial void Failed(Exception problem, PathString path);
}
