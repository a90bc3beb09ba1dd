using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin;

/// <summary>In which forms an address can answer.</summary>
/// <param name="MediaTypes">The forms; none where an answer has no body.</param>
internal sealed record AnswerForms(params IReadOnlyList<string> MediaTypes)
{
    /// <summary>One JSON object: what the admin API answers with unless it says otherwise.</summary>
    public static AnswerForms Json { get; } = new("application/json");

    /// <summary>Events as they come.</summary>
    public static AnswerForms Stream { get; } = new("text/event-stream");

    /// <summary>A page, or events as they come.</summary>
    public static AnswerForms JsonOrStream { get; } = new("application/json", "text/event-stream");

    /// <summary>An export.</summary>
    public static AnswerForms Lines { get; } = new("application/jsonl");

    /// <summary>No body.</summary>
    public static AnswerForms Nothing { get; } = new();
}

/// <summary>
/// Refuses, before anything is done, who would accept no form that an address has. ASP.NET ignores such a header
/// unless a program asks it not to; where an answer may be a stream that never ends, a refusal is kinder.
/// </summary>
internal sealed class AnswerFormsCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var forms = context.GetEndpoint()?.Metadata.GetMetadata<AnswerForms>()?.MediaTypes;
        return forms is not { Count: > 0 } || AcceptHeader.Allows(context.Request, forms)
            ? next(context)
            : new ProblemResult(ProblemList.NotAcceptable(forms)).ExecuteAsync(context);
    }
}
