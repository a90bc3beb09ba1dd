using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorStream.Journal;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Sources.Server;

/// <summary>Readers for the answers of the admin API; members that are not known here are ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(DetailAnswer))]
[JsonSerializable(typeof(RowsAnswer))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class ServerJson : JsonSerializerContext;

internal sealed record ProblemAnswer(string? Title, string? Detail);

internal sealed record ListAnswer(
    [property: JsonRequired] IReadOnlyList<SummaryAnswer> Conversations,
    string? Next
);

internal sealed record DetailAnswer(
    [property: JsonRequired] string ConversationId,
    long LastSequenceNr
);

internal sealed record SummaryAnswer(
    string ConversationId,
    string? Title,
    string? Tenant,
    string? State,
    long Turns,
    long Events,
    long PayloadBytes,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public ConversationSummary ToSummary() =>
        new(
            ConversationId,
            Title,
            Tenant,
            ConversationStandings.FromName(State) ?? ConversationStanding.Idle,
            Turns,
            Events,
            PayloadBytes,
            CreatedAt,
            UpdatedAt
        );
}

internal sealed record RowsAnswer(
    [property: JsonRequired] IReadOnlyList<RowAnswer> Events,
    long? Next
);

internal sealed record DamageAnswer(string? Kind, string? Reason);

internal sealed record RowAnswer(
    string? ConversationId,
    long Ordering,
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string? Manifest,
    string? Writer,
    bool Deleted,
    JsonElement? Payload,
    string? Raw,
    DamageAnswer? Damage
)
{
    /// <summary>The row; what the server found damaged is, and the rest was checked by it.</summary>
    public StoredEvent ToEvent(string? conversation)
    {
        var row = new JournalRow(
            Ordering,
            PersistenceIds.Of(ConversationId ?? conversation ?? ""),
            SequenceNr,
            CreatedAt.UtcTicks,
            Deleted,
            Manifest ?? "",
            Bytes(),
            WriterUuid: Writer
        );
        if (Damage is not null)
        {
            return new StoredEvent(row, null, Damage.Reason ?? Damage.Kind ?? "damaged");
        }

        try
        {
            return Payload is { } payload
                ? new StoredEvent(row, CheckedEvents.Read(row.Manifest, payload), null)
                : new StoredEvent(row, null, "The server sent no payload.");
        }
        catch (JournalFormatException problem)
        {
            return new StoredEvent(row, null, problem.Message);
        }
    }

    private byte[] Bytes()
    {
        if (Payload is { } payload)
        {
            return Encoding.UTF8.GetBytes(payload.GetRawText());
        }

        var bytes = new byte[(Raw?.Length ?? 0) * 3 / 4];
        return Convert.TryFromBase64String(Raw ?? "", bytes, out var length) ? bytes[..length] : [];
    }
}

internal sealed record DoctorAnswer(
    bool Ok,
    [property: JsonRequired] IReadOnlyList<CheckAnswer> Checks
);

internal sealed record CheckAnswer(string Name, string? Status, string? Detail)
{
    public Check ToCheck() =>
        new(
            Name,
            Status switch
            {
                "ok" => CheckStatus.Ok,
                "warning" => CheckStatus.Warning,
                _ => CheckStatus.Failed,
            },
            Detail ?? ""
        );
}

internal sealed record StatsAnswer(
    [property: JsonRequired] ConversationCounts Conversations,
    long Events,
    long Chunks,
    [property: JsonRequired] TurnCounts Turns,
    long PayloadBytes,
    long? DatabaseBytes,
    long? LogBytes,
    long Snapshots,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    IReadOnlyList<TenantTotals>? ByTenant,
    IReadOnlyList<SummaryAnswer>? Largest
)
{
    public JournalOverview ToOverview() =>
        new(
            Conversations,
            Events,
            Chunks,
            Turns,
            PayloadBytes,
            DatabaseBytes,
            LogBytes,
            Snapshots,
            Oldest,
            Newest,
            ByTenant ?? [],
            [.. (Largest ?? []).Select(summary => summary.ToSummary())]
        );
}
