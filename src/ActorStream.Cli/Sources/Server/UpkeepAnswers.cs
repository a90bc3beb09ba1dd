using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorStream.Cli.Sources.Server;

/// <summary>Readers for what the admin API answers to orders.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConversationOrder))]
[JsonSerializable(typeof(ProgressAnswer))]
[JsonSerializable(typeof(FindingAnswer))]
[JsonSerializable(typeof(VerifiedAnswer))]
[JsonSerializable(typeof(HealingAnswer))]
[JsonSerializable(typeof(SnapshotTakenAnswer))]
[JsonSerializable(typeof(SnapshotsAnswer))]
internal sealed partial class UpkeepJson : JsonSerializerContext;

internal sealed record ConversationOrder(string? ConversationId);

internal sealed record ProgressAnswer(long Checked, long Total);

internal sealed record FindingAnswer(
    string? ConversationId,
    long SequenceNr,
    string? Kind,
    string? Reason
)
{
    public Damage ToDamage() =>
        new(ConversationId ?? "", SequenceNr, Kind ?? "unknown", Reason ?? "");
}

internal sealed record VerifiedAnswer(
    long Events,
    long Conversations,
    long Snapshots,
    long OpenTurns,
    long Findings
);

internal sealed record HealingAnswer(
    bool Applied,
    IReadOnlyList<HealingStepAnswer>? Steps,
    string? Obstacle
);

internal sealed record HealingStepAnswer(string? Kind, long SequenceNr, string? Detail);

internal sealed record SnapshotTakenAnswer(long SequenceNr);

internal sealed record SnapshotsAnswer(IReadOnlyList<SnapshotAnswer>? Snapshots);

internal sealed record SnapshotAnswer(
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string? Manifest,
    long Bytes
);
