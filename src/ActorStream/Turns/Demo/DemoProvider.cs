using System.Runtime.CompilerServices;
using System.Text.Json;
using ActorStream.Conversations.Events;

namespace ActorStream.Turns.Demo;

/// <summary>
/// The built-in demonstration: made-up paragraphs, the same for the same seed, at a chosen pace. It
/// needs no key and no network, and says what it is.
/// </summary>
/// <param name="time">Paces the answer.</param>
public sealed class DemoProvider(TimeProvider time) : ITurnProvider
{
    private readonly TimeProvider _time = time == TimeProvider.System ? FineTime.Instance : time;

    /// <inheritdoc />
    public string Name => "demo";

    /// <inheritdoc />
    public string Title => "Demonstration";

    /// <inheritdoc />
    public bool IsDemonstration => true;

    /// <inheritdoc />
    public IReadOnlyList<string> Models => [];

    /// <inheritdoc />
    public string? Validate(string? model, JsonElement? options) =>
        DemoOptions.TryRead(options, out _, out var problem) ? null : problem;

    /// <inheritdoc />
    public async IAsyncEnumerable<ProviderItem> StreamAsync(
        TurnRequest request,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (!DemoOptions.TryRead(request.Options, out var options, out var problem))
        {
            throw new ProviderException(
                new(TurnFailureTypes.ProviderRejected, "The options cannot be used.", problem)
            );
        }

        var words = DemoText.Chunks(request.Prompt, options.Seed, options.Chunks);
        var pace =
            options.ChunksPerSecond > 0 ? new DemoPace(options.ChunksPerSecond, _time) : null;
        var count = 0;
        foreach (var word in words)
        {
            if (pace is not null)
                await pace.NextAsync(cancellation);
            else
                cancellation.ThrowIfCancellationRequested();
            count++;
            yield return ProviderItem.OfText(word);
        }

        var promptWords = request.Prompt.AsSpan().Count(' ') + 1;
        yield return ProviderItem.End(FinishReasons.Stop, new(promptWords, count));
    }
}
