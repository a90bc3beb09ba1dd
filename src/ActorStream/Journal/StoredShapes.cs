using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// The members of every stored object in its newest version, without the closing brace, which
/// <see cref="StoredJsonWriter.Seal"/> adds with the checksum.
/// </summary>
internal static class StoredShapes
{
    /// <summary>An event.</summary>
    public static void Write(StoredJsonWriter json, ConversationEvent @event)
    {
        switch (@event)
        {
            case ChunkAppended chunk:
                json.Raw("{\"kind\":\""u8);
                json.Raw(ChunkKinds.ToUtf8(chunk.Kind));
                json.Raw("\",\"text\":"u8);
                json.Text(chunk.Text);
                Turn(json, chunk);
                break;
            case TurnStarted started:
                Write(json, started);
                break;
            case TurnEnded ended:
                Write(json, ended);
                break;
            case ConversationStarted started:
                Write(json, started);
                break;
            case ConversationDeleted deleted:
                json.Raw("{\"at\":"u8);
                json.Time(deleted.At);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(@event), @event, "No such event.");
        }
    }

    /// <summary>A snapshot; of the four ends of a turn the one that it has.</summary>
    public static void Write(StoredJsonWriter json, ConversationSnapshot snapshot)
    {
        json.Raw("{\"started\":"u8);
        Write(json, snapshot.Started);
        json.Raw("},\"sequenceNr\":"u8);
        json.Number(snapshot.SequenceNr);
        json.Raw(",\"updatedAt\":"u8);
        json.Time(snapshot.UpdatedAt);
        json.Raw(",\"turns\":["u8);
        for (var i = 0; i < snapshot.Turns.Count; i++)
        {
            if (i > 0)
                json.Raw(","u8);
            Write(json, snapshot.Turns[i]);
        }

        json.Raw("]"u8);
    }

    private static void Write(StoredJsonWriter json, SnapshotTurn turn)
    {
        json.Raw("{\"started\":"u8);
        Write(json, turn.Started);
        json.Raw("},\"startedSequenceNr\":"u8);
        json.Number(turn.StartedSequenceNr);
        json.Raw(",\"endedSequenceNr\":"u8);
        json.Number(turn.EndedSequenceNr);
        json.Raw(",\"parts\":["u8);
        for (var i = 0; i < turn.Parts.Count; i++)
        {
            json.Raw(i > 0 ? ",{\"kind\":\""u8 : "{\"kind\":\""u8);
            json.Raw(ChunkKinds.ToUtf8(turn.Parts[i].Kind));
            json.Raw("\",\"text\":"u8);
            json.Text(turn.Parts[i].Text);
            json.Raw("}"u8);
        }

        json.Raw("]"u8);
        End(json, ",\"completed\":"u8, turn.Completed);
        End(json, ",\"aborted\":"u8, turn.Aborted);
        End(json, ",\"failed\":"u8, turn.Failed);
        End(json, ",\"interrupted\":"u8, turn.Interrupted);
        json.Raw("}"u8);
    }

    private static void End(StoredJsonWriter json, ReadOnlySpan<byte> name, TurnEnded? ended)
    {
        if (ended is null)
            return;
        json.Raw(name);
        Write(json, ended);
        json.Raw("}"u8);
    }

    private static void Write(StoredJsonWriter json, ConversationStarted started)
    {
        json.Raw("{\"incarnation\":"u8);
        json.Text(started.Incarnation);
        json.Raw(",\"title\":"u8);
        json.Text(started.Title);
        json.Raw(",\"tenant\":"u8);
        json.Text(started.Tenant);
        json.Raw(",\"at\":"u8);
        json.Time(started.At);
    }

    private static void Write(StoredJsonWriter json, TurnStarted started)
    {
        json.Raw("{\"prompt\":"u8);
        json.Text(started.Prompt);
        json.Raw(",\"provider\":"u8);
        json.Text(started.Provider);
        json.Raw(",\"model\":"u8);
        json.Text(started.Model);
        json.Raw(",\"options\":"u8);
        json.Text(started.Options);
        json.Raw(",\"idempotency\":"u8);
        if (started.Idempotency is { } stamp)
        {
            json.Raw("{\"key\":"u8);
            json.Text(stamp.Key);
            json.Raw(",\"bodyHash\":"u8);
            json.Text(stamp.BodyHash);
            json.Raw("}"u8);
        }
        else
        {
            json.Raw("null"u8);
        }

        Turn(json, started);
    }

    private static void Write(StoredJsonWriter json, TurnEnded ended)
    {
        switch (ended)
        {
            case TurnCompleted completed:
                json.Raw("{\"finishReason\":"u8);
                json.Text(completed.FinishReason);
                Usage(json, completed.Usage);
                break;
            case TurnAborted aborted:
                json.Raw("{\"reason\":"u8);
                json.Text(aborted.Reason);
                break;
            case TurnInterrupted interrupted:
                json.Raw("{\"reason\":"u8);
                json.Text(interrupted.Reason);
                break;
            case TurnFailed { Failure: var failure }:
                json.Raw("{\"failure\":{\"type\":"u8);
                json.Text(failure.Type);
                json.Raw(",\"title\":"u8);
                json.Text(failure.Title);
                json.Raw(",\"detail\":"u8);
                json.Text(failure.Detail);
                json.Raw("}"u8);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(ended), ended, "No such end.");
        }

        Turn(json, ended);
    }

    private static void Usage(StoredJsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            json.Raw(",\"usage\":null"u8);
            return;
        }

        json.Raw(",\"usage\":{\"inputTokens\":"u8);
        json.Number(usage.InputTokens);
        json.Raw(",\"outputTokens\":"u8);
        json.Number(usage.OutputTokens);
        json.Raw("}"u8);
    }

    private static void Turn(StoredJsonWriter json, TurnEvent @event)
    {
        json.Raw(",\"turnId\":\"t"u8);
        json.Number(@event.TurnId.Number);
        json.Raw("\",\"at\":"u8);
        json.Time(@event.At);
    }
}
