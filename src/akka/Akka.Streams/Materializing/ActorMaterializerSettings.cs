using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Supervision;
using Decider = Akka.Streams.Supervision.Decider;

namespace Akka.Streams;

/// <summary>Settings of a materialiser, read from <c>akka.stream.materializer</c>.</summary>
public sealed class ActorMaterializerSettings
{
    private static readonly Lazy<Config> s_defaults = new(() =>
        ConfigurationFactory.ParseString(
            """
            akka.stream.materializer {
              initial-input-buffer-size = 4
              max-input-buffer-size = 16
              dispatcher = ""
              sync-processing-limit = 1000
            }
            """
        )
    );

    /// <summary>How many elements a buffering stage asks for at first.</summary>
    public readonly int InitialInputBufferSize;

    /// <summary>How many elements a buffering stage holds at most.</summary>
    public readonly int MaxInputBufferSize;

    /// <summary>The id of the dispatcher that streams run on; empty means the default one.</summary>
    public readonly string Dispatcher;

    public readonly Decider SupervisionDecider;

    /// <summary>How many steps a stream may take before it makes room for others.</summary>
    public readonly int SyncProcessingLimit;

    private ActorMaterializerSettings(
        int initialInputBufferSize,
        int maxInputBufferSize,
        string dispatcher,
        Decider supervisionDecider,
        int syncProcessingLimit
    )
    {
        if (initialInputBufferSize <= 0)
            throw new ArgumentException("initial-input-buffer-size must be positive");
        if (maxInputBufferSize < initialInputBufferSize)
            throw new ArgumentException("max-input-buffer-size is below the initial size");
        if (syncProcessingLimit <= 0)
            throw new ArgumentException("sync-processing-limit must be positive");
        InitialInputBufferSize = initialInputBufferSize;
        MaxInputBufferSize = maxInputBufferSize;
        Dispatcher = dispatcher;
        SupervisionDecider = supervisionDecider;
        SyncProcessingLimit = syncProcessingLimit;
    }

    internal static Config DefaultConfig => s_defaults.Value;

    public static ActorMaterializerSettings Create(ActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.stream.materializer");
        if (config is null)
            return new ActorMaterializerSettings(4, 16, "", Deciders.StoppingDecider, 1000);
        return new ActorMaterializerSettings(
            config.GetInt("initial-input-buffer-size", 4),
            config.GetInt("max-input-buffer-size", 16),
            config.GetString("dispatcher", "") ?? "",
            Deciders.StoppingDecider,
            config.GetInt("sync-processing-limit", 1000)
        );
    }

    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) =>
        new(initialSize, maxSize, Dispatcher, SupervisionDecider, SyncProcessingLimit);

    public ActorMaterializerSettings WithDispatcher(string dispatcher) =>
        new(
            InitialInputBufferSize,
            MaxInputBufferSize,
            dispatcher,
            SupervisionDecider,
            SyncProcessingLimit
        );

    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, decider, SyncProcessingLimit);

    public ActorMaterializerSettings WithSyncProcessingLimit(int limit) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, SupervisionDecider, limit);
}
