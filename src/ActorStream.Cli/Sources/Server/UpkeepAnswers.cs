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
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(PruneBody))]
[JsonSerializable(typeof(GoingAnswer))]
[JsonSerializable(typeof(PrunedAnswer))]
[JsonSerializable(typeof(ErasedAnswer))]
[JsonSerializable(typeof(CompactedAnswer))]
[JsonSerializable(typeof(UpkeepProgressAnswer))]
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
    string? Obstacle,
    string? Quarantine
);

internal sealed record HealingStepAnswer(
    string? Kind,
    long SequenceNr,
    string? Detail,
    bool? Live,
    string? Lost
);

internal sealed record SnapshotTakenAnswer(long SequenceNr);

internal sealed record SnapshotsAnswer(IReadOnlyList<SnapshotAnswer>? Snapshots);

internal sealed record SnapshotAnswer(
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string? Manifest,
    long Bytes
);

internal sealed record UpkeepProgressAnswer(long Done, long Total);

internal sealed record ImportAnswer(
    long Imported,
    long Events,
    long Refused,
    IReadOnlyList<ImportRefusalAnswer>? Refusals
);

internal sealed record ImportRefusalAnswer(string? ConversationId, string? Reason);

internal sealed record PruneBody(
    string? MaxAge,
    long? MaxEvents,
    long? MaxBytes,
    long? MaxTotalBytes,
    string? Tenant,
    bool Apply
);

internal sealed record GoingAnswer(string? ConversationId, string? Reason);

internal sealed record PrunedAnswer(long Erased, RewriteAnswer? Rewrite);

internal sealed record ErasedAnswer(RewriteAnswer? Rewrite);

internal sealed record RewriteAnswer(bool Due, bool Running, string? Problem)
{
    public DueRewrite? ToDueRewrite() => Due ? new(Running, Problem) : null;
}

internal sealed record CompactedAnswer(
    long DroppedSnapshots,
    long Skipped,
    bool Rewritten,
    string? RewriteProblem,
    string? LogProblem
);
