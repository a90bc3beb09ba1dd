using ActorStream.Conversations;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace ActorStream.Turns;

/// <summary>
/// The graph that lives as long as its turn:
/// <code>provider ═► kill switch ═► failure as last item ═► batch ═► conversation, batch by batch</code>
/// The acknowledgement comes when the batch is durable, so a slow journal slows the provider and never
/// fills memory. An idle journal adds no delay: a batch is whatever arrived in the meantime.
/// </summary>
internal sealed class IngestGraph
{
    private readonly UniqueKillSwitch _killSwitch;
    private readonly CancellationTokenSource _answerUnwanted;

    private IngestGraph(UniqueKillSwitch killSwitch, CancellationTokenSource answerUnwanted)
    {
        _killSwitch = killSwitch;
        _answerUnwanted = answerUnwanted;
    }

    /// <summary>Starts the graph; it talks to <paramref name="conversation"/> until it ends.</summary>
    public static IngestGraph Start(
        ITurnProvider provider,
        TurnRequest request,
        IActorRef conversation,
        int maxBatchLength,
        IMaterializer materializer
    )
    {
        var turnId = request.TurnId;
        var answerUnwanted = new CancellationTokenSource();
        var killSwitch = Source
            .From(() => Open(provider, request, answerUnwanted.Token))
            .ViaMaterialized(KillSwitches.Single<ProviderItem>(), Keep.Right)
            // A failure overtakes what a batch holds; as an item it comes after what was said before it.
            .Recover(fault => Option<ProviderItem>.Create(ProviderItem.Failed(fault)))
            .BatchWeighted(
                maxBatchLength,
                CostOf,
                item => new IngestBatch(turnId, [item]),
                (batch, item) =>
                {
                    batch.Items.Add(item);
                    return batch;
                }
            )
            .ToMaterialized(
                Sink.ActorRefWithAck<IngestBatch>(
                        conversation,
                        new IngestStarted(turnId),
                        IngestAck.Instance,
                        new IngestCompleted(turnId),
                        cause => new IngestFailed(turnId, cause)
                    )
                    // One batch at most waits in the sink; the others grow in the batch stage.
                    .WithAttributes(Attributes.CreateInputBuffer(1, 1)),
                Keep.Left
            )
            .Run(materializer);
        return new(killSwitch, answerUnwanted);
    }

    /// <summary>Ends the graph and lets go of the provider. What it still says is not listened to.</summary>
    public void Stop()
    {
        _killSwitch.Shutdown();
        _answerUnwanted.Cancel();
    }

    /// <summary>
    /// What the provider throws before there is a stream is the stream's failure: thrown from here it would
    /// be the conversation's.
    /// </summary>
    private static IAsyncEnumerable<ProviderItem> Open(
        ITurnProvider provider,
        TurnRequest request,
        CancellationToken unwanted
    )
    {
        try
        {
            return provider.StreamAsync(request, unwanted);
        }
        catch (Exception error)
        {
            return FailingWith(error);
        }
    }

    private static async IAsyncEnumerable<ProviderItem> FailingWith(Exception error)
    {
        await Task.FromException(error);
        yield break;
    }

    /// <summary>An item weighs what it will take in memory, roughly: its text and its objects.</summary>
    private static long CostOf(ProviderItem item) => item.Text.Length + 32;
}
