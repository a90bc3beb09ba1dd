using System.Globalization;
using ActorStream.Server.Http.Bodies;

namespace ActorStream.Server.Http.Problems;

/// <summary>Answers with a problem.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(
            problem,
            WireJson.Instance.Problem,
            "application/problem+json",
            CancellationToken.None
        );
    }
}
