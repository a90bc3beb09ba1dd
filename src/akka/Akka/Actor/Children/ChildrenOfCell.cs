using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>
/// The children of one cell. The cell's own thread changes it nearly always; guardians are given children by
/// any thread, and selections look in from outside, so every access takes the lock.
/// </summary>
internal sealed class ChildrenOfCell
{
    private readonly Dictionary<string, IChildStats> _byName = new(StringComparer.Ordinal);
    private HashSet<IActorRef>? _dying;
    private SuspendReason? _reason;
    private bool _terminated;

    public bool IsTerminating
    {
        get
        {
            lock (_byName)
                return _terminated || _reason is SuspendReason.Termination;
        }
    }

    public bool IsNormal
    {
        get
        {
            lock (_byName)
                return !_terminated && _reason is null or SuspendReason.UserRequest;
        }
    }

    public bool IsWaitingForChildren =>
        Volatile.Read(ref _reason) is SuspendReason.IWaitingForChildren;

    public void Reserve(string name, ActorPath path)
    {
        lock (_byName)
        {
            if (_terminated || _reason is SuspendReason.Termination)
                throw new InvalidOperationException(
                    $"Cannot reserve name '{name}': {path} is terminating or terminated."
                );
            if (!_byName.TryAdd(name, ChildNameReserved.Instance))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_byName)
        {
            if (_byName.TryGetValue(name, out var stats) && stats is ChildNameReserved)
                _byName.Remove(name);
        }
    }

    public ChildRestartStats? Init(IInternalActorRef child)
    {
        var name = child.Path.Name;
        lock (_byName)
        {
            if (!_byName.TryGetValue(name, out var stats))
                return null;
            if (stats is ChildRestartStats known)
                return known;
            var fresh = new ChildRestartStats(child);
            _byName[name] = fresh;
            return fresh;
        }
    }

    public bool TryGetByName(string name, out IChildStats stats)
    {
        lock (_byName)
            return _byName.TryGetValue(name, out stats!);
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats stats)
    {
        lock (_byName)
        {
            if (
                _byName.TryGetValue(actor.Path.Name, out var found)
                && found is ChildRestartStats child
                && child.Child.Equals(actor)
            )
            {
                stats = child;
                return true;
            }
        }

        stats = null!;
        return false;
    }

    public void ShallDie(IActorRef actor)
    {
        if (!TryGetByRef(actor, out _))
            return;
        lock (_byName)
        {
            (_dying ??= []).Add(actor);
            _reason ??= SuspendReason.UserRequest.Instance;
        }
    }

    /// <summary>States why the dying children are waited for; false when there are none.</summary>
    public bool SetReason(SuspendReason reason)
    {
        lock (_byName)
        {
            if (_reason is null)
                return false;
            _reason = reason;
            return true;
        }
    }

    /// <summary>Removes a child; gives the reason to wait when it was the last one waited for.</summary>
    public SuspendReason? Remove(IActorRef actor)
    {
        lock (_byName)
        {
            _byName.Remove(actor.Path.Name);
            if (_dying is null || _reason is null)
                return null;
            _dying.Remove(actor);
            if (_dying.Count > 0)
                return null;
            var reason = _reason;
            _dying = null;
            _reason = null;
            _terminated = reason is SuspendReason.Termination;
            return reason;
        }
    }

    public void SetTerminated()
    {
        lock (_byName)
            _terminated = true;
    }

    public IReadOnlyList<ChildRestartStats> Stats()
    {
        lock (_byName)
        {
            if (_byName.Count == 0)
                return [];
            var stats = new List<ChildRestartStats>(_byName.Count);
            foreach (var value in _byName.Values)
            {
                if (value is ChildRestartStats child)
                    stats.Add(child);
            }

            return stats;
        }
    }

    public IReadOnlyList<IInternalActorRef> Refs()
    {
        lock (_byName)
        {
            if (_byName.Count == 0)
                return [];
            var refs = new List<IInternalActorRef>(_byName.Count);
            foreach (var value in _byName.Values)
            {
                if (value is ChildRestartStats child)
                    refs.Add(child.Child);
            }

            return refs;
        }
    }
}
