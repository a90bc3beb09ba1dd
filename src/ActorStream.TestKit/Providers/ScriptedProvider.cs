using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using ActorStream.Turns;

namespace ActorStream.TestKit.Providers;

/// <summary>
/// A provider that says what the test tells it to, when the test tells it to. Each prompt becomes a
/// <see cref="ScriptedTurn"/>, in the order in which the product asked. Safe for any thread.
/// </summary>
/// <param name="name">What prompts put into <c>provider</c>.</param>
public sealed class ScriptedProvider(string name = "scripted") : ITurnProvider
{
    private readonly Channel<ScriptedTurn> _turns = Channel.CreateUnbounded<ScriptedTurn>();
    private readonly ConcurrentQueue<ScriptedTurn> _asked = new();

    /// <inheritdoc />
    public string Name { get; } = name;

    /// <inheritdoc />
    public string Title => "Scripted by a test";

    /// <inheritdoc />
    public bool IsDemonstration => true;

    /// <inheritdoc />
    public IReadOnlyList<string> Models => [];

    /// <summary>Every turn that was asked for so far.</summary>
    public IReadOnlyCollection<ScriptedTurn> Asked => _asked;

    /// <summary>The next turn that the product asks for, or has asked for.</summary>
    public ValueTask<ScriptedTurn> NextTurnAsync(CancellationToken cancellation = default) =>
        _turns.Reader.ReadAsync(cancellation);

    /// <inheritdoc />
    public string? Validate(string? model, JsonElement? options) => null;

    /// <inheritdoc />
    public async IAsyncEnumerable<ProviderItem> StreamAsync(
        TurnRequest request,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var turn = new ScriptedTurn(request);
        _asked.Enqueue(turn);
        _turns.Writer.TryWrite(turn);
        try
        {
            // Not ReadAllAsync: it goes on on the thread pool, out of a deterministic run.
            while (await turn.Script.WaitToReadAsync(cancellation))
            {
                while (turn.Script.TryRead(out var item))
                    yield return item;
            }
        }
        finally
        {
            turn.LetGo();
        }
    }
}
