using Akka.Util;

namespace Akka.Actor;

/// <summary>Equality, order and printing, the same for all references: by path and uid.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>Sends a message; no sender means <see cref="ActorRefs.NoSender"/>.</summary>
    public void Tell(object message, IActorRef sender) =>
        TellInternal(message, sender ?? ActorRefs.NoSender);

    protected abstract void TellInternal(object message, IActorRef sender);

    public override string ToString() =>
        Path is { Uid: not 0 } path ? $"[{path}#{path.Uid}]" : $"[{Path}]";

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    public override int GetHashCode() => HashOfIdentity();

    public bool Equals(IActorRef? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null)
            return false;
        var path = Path;
        var otherPath = other.Path;
        return path.Uid == otherPath.Uid && path.Equals(otherPath);
    }

    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            IActorRef other => CompareTo(other),
            _ => throw new ArgumentException("Only actor references compare.", nameof(obj)),
        };

    public int CompareTo(IActorRef? other)
    {
        if (other is null)
            return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <inheritdoc/>
    public virtual ISurrogate ToSurrogate(ActorSystem system) =>
        new RefSurrogate(Serialization.Serialization.SerializedActorPath(this));

    // References that make their path only on demand must not make it for a hash.
    internal virtual int HashOfIdentity()
    {
        var path = Path;
        return path.Uid == 0 ? path.GetHashCode() : path.GetHashCode() ^ path.Uid.GetHashCode();
    }

    internal sealed record RefSurrogate(string Path) : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) =>
            ((ExtendedActorSystem)system).Provider.ResolveActorRef(Path);
    }
}

/// <summary>The base of all references of the runtime.</summary>
public abstract class InternalActorRefBase : ActorRefBase, IInternalActorRef
{
    public abstract IInternalActorRef Parent { get; }

    public abstract IActorRefProvider Provider { get; }

    public abstract bool IsTerminated { get; }

    public abstract bool IsLocal { get; }

    public abstract IActorRef GetChild(IReadOnlyList<string> name);

    public abstract void Resume(Exception? causedByFailure = null);

    public abstract void Start();

    public abstract void Stop();

    public abstract void Restart(Exception cause);

    public abstract void Suspend();

    public abstract void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message);

    public void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message, IActorRef sender) =>
        SendSystemMessage(message);
}

/// <summary>A reference without an actor behind it.</summary>
public abstract class MinimalActorRef : InternalActorRefBase
{
    public override IInternalActorRef Parent => ActorRefs.Nobody;

    public override bool IsLocal => true;

    public override bool IsTerminated => false;

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        foreach (var element in name)
        {
            if (!string.IsNullOrEmpty(element))
                return ActorRefs.Nobody;
        }

        return this;
    }

    public override void Resume(Exception? causedByFailure = null) { }

    public override void Start() { }

    public override void Stop() { }

    public override void Restart(Exception cause) { }

    public override void Suspend() { }

    public override void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message) { }

    protected override void TellInternal(object message, IActorRef sender) { }
}
