using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Generated readers for everything that is stored, in every version: a member that came later is optional.
/// <see cref="StoredShapes"/> writes.
/// </summary>
[JsonSerializable(typeof(ConversationStarted))]
[JsonSerializable(typeof(ConversationDeleted))]
[JsonSerializable(typeof(TurnStarted))]
[JsonSerializable(typeof(ChunkAppended))]
[JsonSerializable(typeof(TurnCompleted))]
[JsonSerializable(typeof(TurnAborted))]
[JsonSerializable(typeof(TurnFailed))]
[JsonSerializable(typeof(TurnInterrupted))]
[JsonSerializable(typeof(ConversationSnapshot))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>camelCase. Nulls are written: a member that is missing means damage, and is refused.</summary>
    public static EventJson Compact { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                Converters =
                {
                    new TurnIdConverter(),
                    new ChunkKindConverter(),
                    new Timestamps.Converter(),
                },
            }
        );
}

internal sealed class TurnIdConverter : JsonConverter<TurnId>
{
    public override TurnId Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        TurnId.TryParse(reader.GetString(), out var turnId)
            ? turnId
            : throw new JsonException("That is no turn id.");

    public override void Write(
        Utf8JsonWriter writer,
        TurnId value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.ToString());
}

internal sealed class ChunkKindConverter : JsonConverter<ChunkKind>
{
    public override ChunkKind Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => ChunkKinds.FromName(reader.GetString());

    public override void Write(
        Utf8JsonWriter writer,
        ChunkKind value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(ChunkKinds.ToName(value));
}
