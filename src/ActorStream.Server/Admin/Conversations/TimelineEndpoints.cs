using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Timelines;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Bodies;

namespace ActorStream.Server.Admin.Conversations;

/// <summary><c>/admin/conversations/{id}/timeline</c>: turns and chunks in time.</summary>
internal static class TimelineEndpoints
{
    /// <summary>The last turns of a conversation; one takes up to 5 KB.</summary>
    private const int MaxTurns = 200;

    private const int MaxPromptLength = 200;

    public static void MapTimeline(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/conversations/{id}/timeline", GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        JournalAccess journal,
        string id
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var database = await journal.OpenAsync(context.RequestAborted);
        var timeline = new TimelineBuilder(MaxTurns);
        var isEmpty = true;
        await foreach (
            var row in database.RowsAsync(
                conversation.PersistenceId,
                cancellation: context.RequestAborted
            )
        )
        {
            isEmpty = false;
            if (!row.IsDeleted && row.TryDecode(out var @event, out _))
                timeline.Add(row.SequenceNr, @event);
        }

        return isEmpty
            ? Reply.ConversationNotFound()
            : Reply.Json(
                new(timeline.Build().Select(Of).ToArray()),
                AdminJson.Instance.TimelineBody
            );
    }

    private static TimelineTurnBody Of(TurnTimeline turn) =>
        new(
            turn.TurnId.ToString(),
            TurnStatusNames.Of(turn.Status),
            Beginning(turn.Started.Prompt),
            turn.Started.Provider,
            turn.Started.Model,
            turn.Started.At,
            turn.Ended?.At,
            turn.FirstSequenceNr,
            turn.LastSequenceNr,
            turn.Chunks,
            turn.TextLength,
            turn.FirstChunk?.TotalMilliseconds,
            turn.Duration?.TotalMilliseconds,
            new(
                turn.Pauses.P50.TotalMilliseconds,
                turn.Pauses.P99.TotalMilliseconds,
                turn.Pauses.Max.TotalMilliseconds
            ),
            turn.Gaps.Select(gap => new GapBody(gap.AfterSequenceNr, gap.Length.TotalMilliseconds))
                .ToArray(),
            turn.Ended switch
            {
                TurnAborted aborted => aborted.Reason,
                TurnInterrupted interrupted => interrupted.Reason,
                _ => null,
            },
            turn.Ended is TurnFailed { Failure: var failure }
                ? new(failure.Type, failure.Title, failure.Detail)
                : null,
            turn.Buckets.Select(bucket => new BucketBody(
                    bucket.Start.TotalMilliseconds,
                    bucket.Chunks,
                    bucket.Characters
                ))
                .ToArray()
        );

    private static string Beginning(string prompt)
    {
        if (prompt.Length <= MaxPromptLength)
            return prompt;
        // Not half a character.
        var end = char.IsHighSurrogate(prompt[MaxPromptLength - 1])
            ? MaxPromptLength - 1
            : MaxPromptLength;
        return prompt[..end];
    }
}
