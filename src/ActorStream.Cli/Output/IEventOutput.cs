using ActorStream.Operations.Conversations;

namespace ActorStream.Cli.Output;

/// <summary>Takes events one after the other, in some form.</summary>
internal interface IEventOutput
{
    /// <summary>How many events could not be read.</summary>
    int Unreadable { get; }

    void Write(StoredEvent stored);

    void Flush();
}
