using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http.Bodies;

/// <summary>Generated writers for every body that the server sends, in the protocol's spelling.</summary>
[JsonSerializable(typeof(ConversationCreatedBody))]
[JsonSerializable(typeof(ConversationListBody))]
[JsonSerializable(typeof(TranscriptBody))]
[JsonSerializable(typeof(TurnAcceptedBody))]
[JsonSerializable(typeof(TurnStoppedBody))]
[JsonSerializable(typeof(ProvidersBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(NewConversationBody))]
[JsonSerializable(typeof(StopBody))]
[JsonSerializable(typeof(PromptBody))]
[JsonSerializable(typeof(EventPageBody))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static WireJson Instance { get; } = new(Spelt(new()));

    /// <summary>The same spelling for the framework, which describes the bodies.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        Spelt(options);
        options.TypeInfoResolverChain.Insert(0, Instance);
    }

    /// <summary>Names, times and characters as the protocol has them.</summary>
    public static JsonSerializerOptions Spelt(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new Timestamps.Converter());
        return options;
    }
}
