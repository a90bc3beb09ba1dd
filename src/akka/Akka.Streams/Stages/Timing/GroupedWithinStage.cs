using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>
/// Groups that are emitted when they are full or when the time window ends. Windows follow each
/// other; one that sees no element emits nothing, and needs no timer either.
/// </summary>
internal sealed class GroupedWithinStage<T> : SupervisedStage<T, IEnumerable<T>>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _interval;
    private readonly int _maxCount;
    private readonly long _maxWeight;
    private readonly Func<T, long>? _weightOf;
    private List<T>? _group;
    private long _weight;
    private T _overflow = default!; // did not fit into the closed group
    private long _overflowWeight;
    private bool _hasOverflow;
    private TimeSpan _windowStart;
    private bool _closed; // the group waits for demand only
    private bool _demand;
    private bool _pulled;

    internal GroupedWithinStage(
        Island island,
        Attributes attributes,
        Stage<IEnumerable<T>> down,
        (int MaxCount, long MaxWeight, TimeSpan Interval, Func<T, long>? WeightOf) limits
    )
        : base(island, attributes, down)
    {
        _timer = new StageTimer(this);
        (_maxCount, _maxWeight, _interval, _weightOf) = limits;
    }

    internal override void PreStart()
    {
        _windowStart = Island.Now;
        _pulled = true;
        PullLater();
    }

    internal override void OnPush(T element)
    {
        _pulled = false;
        long weight;
        try
        {
            weight = _weightOf is null ? 1 : _weightOf(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        if (_group is not null && _weight + weight > _maxWeight)
        {
            _overflow = element;
            _overflowWeight = weight;
            _hasOverflow = true;
            CloseGroup();
            return;
        }
        Add(element, weight);
        if (_group!.Count >= _maxCount || _weight >= _maxWeight)
            CloseGroup();
        else
            PullMore();
    }

    internal override void OnPull()
    {
        _demand = true;
        if (_closed)
            Emit();
    }

    internal override void OnTimer()
    {
        if (_group is not null)
            CloseGroup();
    }

    private void Add(T element, long weight)
    {
        if (_group is null)
        {
            _group = new List<T>(Math.Min(_maxCount, 16));
            ArmToWindowEnd();
        }
        _group.Add(element);
        _weight += weight;
    }

    private void ArmToWindowEnd()
    {
        var passed = Island.Now - _windowStart;
        _timer.Arm(_interval - TimeSpan.FromTicks(passed.Ticks % _interval.Ticks));
    }

    private void CloseGroup()
    {
        _closed = true;
        if (_demand)
            Emit();
        else if (!_hasOverflow && _group!.Count < _maxCount && _weight < _maxWeight)
            PullMore();
    }

    private void Emit()
    {
        var group = _group!;
        _group = null;
        _weight = 0;
        _closed = false;
        _demand = false;
        _timer.Disarm();
        _windowStart = Island.Now;
        if (_hasOverflow)
        {
            var overflow = _overflow;
            _overflow = default!;
            _hasOverflow = false;
            Add(overflow, _overflowWeight);
            if (_maxCount <= 1 || _weight >= _maxWeight || InClosed)
                _closed = true;
        }
        if (!_closed)
            PullMore();
        Down.OnPush(group);
        if (InClosed && _group is null)
            CompleteDownstream();
    }

    private void PullMore()
    {
        if (_pulled || InClosed)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_group is null)
            CompleteDownstream();
        else
            CloseGroup();
    }

    protected override void PostStop() => _timer.Disarm();
}
