using ActorStream.Conversations;

namespace ActorStream.Turns;

/// <summary>What the ingest graph tells its conversation. All of it names its turn, so that what is
/// still in the mailbox when a turn has ended is recognised.</summary>
internal abstract record IngestMessage(TurnId TurnId);

/// <summary>The graph runs and waits for the first acknowledgement.</summary>
internal sealed record IngestStarted(TurnId TurnId) : IngestMessage(TurnId);

/// <summary>Items that arrived while the write before was under way.</summary>
internal sealed record IngestBatch(TurnId TurnId, List<ProviderItem> Items) : IngestMessage(TurnId);

/// <summary>The provider's stream ended.</summary>
internal sealed record IngestCompleted(TurnId TurnId) : IngestMessage(TurnId);

/// <summary>The provider's stream failed.</summary>
internal sealed record IngestFailed(TurnId TurnId, Exception Cause) : IngestMessage(TurnId);

/// <summary>The batch is durable; the next may come.</summary>
internal sealed class IngestAck
{
    public static readonly IngestAck Instance = new();

    private IngestAck() { }
}
