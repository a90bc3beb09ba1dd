using System.Text.Json.Serialization;

namespace ActorStream.Server.Admin.Bodies;

/// <summary>A page of conversations.</summary>
internal sealed record AdminListBody(IReadOnlyList<SummaryBody> Conversations, string? Next);

/// <summary>A conversation in a list.</summary>
internal record SummaryBody(
    string ConversationId,
    string? Title,
    string? Tenant,
    string State,
    int Turns,
    long Events,
    long PayloadBytes,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    bool Awake,
    int Viewers
);

/// <summary>One conversation: its summary and more.</summary>
internal sealed record DetailBody(
    SummaryBody Summary,
    string Incarnation,
    long LastSequenceNr,
    string? OpenTurnId,
    IReadOnlyList<SnapshotBody> Snapshots,
    LiveBody? Live,
    IReadOnlyList<DamageAtBody> Damage
) : SummaryBody(Summary)
{
    [JsonIgnore]
    public SummaryBody Summary { get; } = Summary;
}

/// <summary>A stored snapshot.</summary>
internal sealed record SnapshotBody(
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string Manifest,
    long Bytes
);

/// <summary>The conversation's actor.</summary>
internal sealed record LiveBody(int Mailbox, int PendingWrites, int TailEvents, int Viewers);

/// <summary>An event that cannot be read.</summary>
internal sealed record DamageAtBody(long SequenceNr, string Kind, string Reason);

/// <summary>Who views a conversation.</summary>
internal sealed record ViewersBody(IReadOnlyList<ViewerBody> Viewers);

/// <summary>One viewer.</summary>
internal sealed record ViewerBody(
    string ViewerId,
    string Kind,
    DateTimeOffset ConnectedAt,
    string? Cursor,
    long SequenceNr,
    long Lag,
    long DeliveredEvents,
    long DeliveredBytes
);

/// <summary>A snapshot was taken.</summary>
internal sealed record SnapshotTakenBody(long SequenceNr);
