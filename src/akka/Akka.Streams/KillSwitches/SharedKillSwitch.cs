using Akka.Streams.Blueprints;
using Akka.Streams.Dsl;

namespace Akka.Streams;

/// <summary>
/// Ends all streams that its flow is part of, also those that are materialised after it was used.
/// </summary>
public sealed class SharedKillSwitch : IKillSwitch, IKillSwitchOwner
{
    private readonly Lock _lock = new();
    private readonly HashSet<IKillSwitchStage> _stages = [];
    private readonly string _name;
    private Exception? _cause;
    private bool _used;

    internal SharedKillSwitch(string name) => _name = name;

    public void Shutdown() => Use(null);

    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Use(cause);
    }

    /// <summary>The flow that makes a stream end with the switch.</summary>
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new Flow<T, T, SharedKillSwitch>(
            new FlowOf<T, T, SharedKillSwitch, SharedKillSwitch>(
                this,
                static (island, _, down, self, out materialized) =>
                {
                    materialized = self;
                    var stage = new KillSwitchStage<T>(island, down) { Owner = self };
                    self.Join(stage);
                    return stage;
                }
            )
        );

    private void Join(IKillSwitchStage stage)
    {
        lock (_lock)
        {
            if (!_used)
            {
                _stages.Add(stage);
                return;
            }
        }
        stage.End(_cause);
    }

    void IKillSwitchOwner.Ended(IKillSwitchStage stage)
    {
        lock (_lock)
            _stages.Remove(stage);
    }

    private void Use(Exception? cause)
    {
        IKillSwitchStage[] stages;
        lock (_lock)
        {
            if (_used)
                return;
            _used = true;
            _cause = cause;
            stages = [.. _stages];
            _stages.Clear();
        }
        foreach (var stage in stages)
            stage.End(cause);
    }

    public override string ToString() => $"KillSwitch({_name})";
}
