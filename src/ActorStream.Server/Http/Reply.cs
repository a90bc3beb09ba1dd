using System.Text.Json.Serialization.Metadata;
using ActorStream.Conversations.Messages;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http;

/// <summary>Short names for what handlers answer.</summary>
internal static class Reply
{
    public static IResult Json<T>(T body, JsonTypeInfo<T> type, int status = 200) =>
        TypedResults.Json(body, type, "application/json", status);

    public static IResult Problem(Problem problem) => new ProblemResult(problem);

    public static IResult ConversationNotFound() => Problem(ProblemList.ConversationNotFound());

    /// <summary>A refusal, or an answer that the question cannot have.</summary>
    public static IResult Refusal(object answer) =>
        answer is CommandRefused refused
            ? Problem(ProblemList.Of(refused))
            : throw new InvalidOperationException($"{answer.GetType()} was not expected here.");
}
