using System.Threading.Channels;
using ActorStream.Conversations.Events;
using ActorStream.Turns;

namespace ActorStream.TestKit.Providers;

/// <summary>One answer, said piece by piece by the test. Safe for any thread.</summary>
public sealed class ScriptedTurn
{
    private readonly Channel<ProviderItem> _script = Channel.CreateUnbounded<ProviderItem>();
    private readonly TaskCompletionSource _letGo = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    internal ScriptedTurn(TurnRequest request) => Request = request;

    /// <summary>What was asked.</summary>
    public TurnRequest Request { get; }

    /// <summary>Completes when the product no longer reads this answer: ended, stopped or timed out.</summary>
    public Task Released => _letGo.Task;

    internal ChannelReader<ProviderItem> Script => _script.Reader;

    /// <summary>Says these pieces of text.</summary>
    public ScriptedTurn Say(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            Say(ChunkKind.Text, text);
        return this;
    }

    /// <summary>Says one piece of any kind.</summary>
    public ScriptedTurn Say(ChunkKind kind, string text)
    {
        _script.Writer.TryWrite(ProviderItem.Chunk(kind, text));
        return this;
    }

    /// <summary>Ends the answer properly.</summary>
    public void Finish(string reason = FinishReasons.Stop, TokenUsage? usage = null)
    {
        _script.Writer.TryWrite(ProviderItem.End(reason, usage));
        _script.Writer.TryComplete();
    }

    /// <summary>Breaks off without an end.</summary>
    public void Cut() => _script.Writer.TryComplete();

    /// <summary>Fails.</summary>
    public void Fail(Exception cause) => _script.Writer.TryComplete(cause);

    internal void LetGo() => _letGo.TrySetResult();
}
