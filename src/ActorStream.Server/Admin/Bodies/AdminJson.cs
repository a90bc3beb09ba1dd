using System.Text.Json;
using System.Text.Json.Serialization;
using ActorStream.Server.Http.Bodies;

namespace ActorStream.Server.Admin.Bodies;

/// <summary>Generated writers for every body that operators get, in the protocol's spelling.</summary>
[JsonSerializable(typeof(OverviewBody))]
[JsonSerializable(typeof(OverviewHistoryBody))]
[JsonSerializable(typeof(AdminListBody))]
[JsonSerializable(typeof(DetailBody))]
[JsonSerializable(typeof(ViewersBody))]
[JsonSerializable(typeof(RowsBody))]
[JsonSerializable(typeof(StatsBody))]
[JsonSerializable(typeof(DoctorBody))]
[JsonSerializable(typeof(HealingBody))]
[JsonSerializable(typeof(FindingBody))]
[JsonSerializable(typeof(VerifyProgressBody))]
[JsonSerializable(typeof(VerifiedBody))]
[JsonSerializable(typeof(TimelineBody))]
[JsonSerializable(typeof(SnapshotTakenBody))]
[JsonSerializable(typeof(UpkeepProgressBody))]
[JsonSerializable(typeof(CompactedBody))]
[JsonSerializable(typeof(ErasedBody))]
[JsonSerializable(typeof(GoingBody))]
[JsonSerializable(typeof(PrunedBody))]
[JsonSerializable(typeof(ImportedBody))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    public static AdminJson Instance { get; } = new(WireJson.Spelt(new JsonSerializerOptions()));
}
