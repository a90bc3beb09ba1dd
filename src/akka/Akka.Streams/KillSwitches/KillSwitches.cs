using Akka.Streams.Blueprints;
using Akka.Streams.Dsl;
using Akka.Streams.Engine;

namespace Akka.Streams;

/// <summary>Flows that let a stream be ended from outside.</summary>
public static class KillSwitches
{
    /// <summary>A switch for several streams.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);

    /// <summary>A flow with a switch of its own for each stream.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => Unique<T>.Flow;

    /// <summary>
    /// A flow that ends with the token: it fails with an
    /// <see cref="OperationCanceledException"/>, or completes if that is asked for.
    /// </summary>
    public static IGraph<FlowShape<T, T>, NotUsed> AsFlow<T>(
        this CancellationToken cancellationToken,
        bool cancelGracefully = false
    ) =>
        new Flow<T, T, NotUsed>(
            new FlowOfOperator<T, T>(
                new Operator<T, T, (CancellationToken Token, bool Gracefully)>(
                    (cancellationToken, cancelGracefully),
                    static (island, _, down, state) =>
                        new CancellationFlowStage<T>(island, down, state.Token, state.Gracefully)
                )
            )
        );

    private static class Unique<T>
    {
        internal static readonly Flow<T, T, UniqueKillSwitch> Flow = new(
            new FlowOf<T, T, UniqueKillSwitch, NotUsed>(
                NotUsed.Instance,
                static (island, _, down, _, out materialized) =>
                {
                    var killSwitch = new UniqueKillSwitch();
                    materialized = killSwitch;
                    var stage = new KillSwitchStage<T>(island, down) { Owner = killSwitch };
                    killSwitch.Attach(stage);
                    return stage;
                }
            )
        );
    }
}
