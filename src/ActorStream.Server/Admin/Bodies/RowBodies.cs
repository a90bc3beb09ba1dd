using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorStream.Server.Admin.Bodies;

/// <summary>A page of raw rows.</summary>
internal sealed record RowsBody(IReadOnlyList<RowBody> Events, long? Next);

/// <summary>One row of the journal; also one that cannot be read.</summary>
/// <param name="ConversationId">Where rows of several conversations come together; else left out.</param>
/// <param name="Payload">The payload, if it is JSON.</param>
/// <param name="Raw">Its bytes in base 64, if it is not.</param>
internal sealed record RowBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ConversationId,
    long Ordering,
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string Manifest,
    int Bytes,
    string? Writer,
    bool Deleted,
    JsonElement? Payload,
    string? Raw,
    DamageBody? Damage
);

/// <summary>Why an event cannot be read.</summary>
internal sealed record DamageBody(string Kind, string Reason);
