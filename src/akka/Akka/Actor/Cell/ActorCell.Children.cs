using Akka.Actor.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private static long s_lastUid;

    private ChildrenOfCell? _children;
    private long _unnamedChildren;

    internal bool IsNormal => _children?.IsNormal ?? true;

    internal bool IsTerminating => _children?.IsTerminating ?? false;

    private bool IsWaitingForChildren => _children?.IsWaitingForChildren ?? false;

    /// <summary>Makes a child; it starts by itself.</summary>
    public virtual IActorRef ActorOf(Props props, string? name = null) =>
        MakeChild(props, name, isSystemService: false);

    /// <summary>Makes a child of a guardian; unlike <see cref="ActorOf"/>, from any thread.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) =>
        MakeChild(props, name, isSystemService);

    IActorRef IActorContext.Child(string name) => GetSingleChild(name);

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    public IEnumerable<IInternalActorRef> GetChildren() => _children?.Refs() ?? [];

    public IInternalActorRef GetChildByName(string name) => GetSingleChild(name);

    /// <summary>The child of that name; a name may end in <c>#uid</c> to mean one incarnation.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var bare = hash < 0 ? name : name[..hash];
        if (
            _children is null
            || !_children.TryGetByName(bare, out var stats)
            || stats is not ChildRestartStats child
        )
        {
            return ActorRefs.Nobody;
        }

        if (hash < 0 || !long.TryParse(name.AsSpan(hash + 1), out var uid) || uid == UndefinedUid)
            return child.Child;
        return child.Uid == uid ? child.Child : ActorRefs.Nobody;
    }

    /// <summary>A uid that no other incarnation in this process has.</summary>
    internal static long NewUid() => Interlocked.Increment(ref s_lastUid);

    internal IReadOnlyList<ChildRestartStats> ChildStats => _children?.Stats() ?? [];

    private ChildrenOfCell Children()
    {
        if (_children is { } children)
            return children;
        Interlocked.CompareExchange(ref _children, new ChildrenOfCell(), null);
        return _children;
    }

    private IActorRef MakeChild(Props props, string? name, bool isSystemService)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is null)
            name = NextName();
        else
            CheckName(name);
        if (_system.SerializesCreators && !isSystemService)
            MessageVerification.CheckCreator(_system, props);

        var children = Children();
        children.Reserve(name, _self.Path);
        IInternalActorRef actor;
        try
        {
            actor = _system.Provider.ActorOf(
                _system,
                props,
                _self,
                new ChildActorPath(_self.Path, name, NewUid()),
                isSystemService,
                null,
                lookupDeploy: true,
                async: false
            );
        }
        catch
        {
            children.Unreserve(name);
            throw;
        }

        // What is suspended has suspended children too, those that it makes meanwhile included.
        for (var i = _mailbox.SuspendCount; i > 0; i--)
            actor.Suspend();
        children.Init(actor);
        actor.Start();
        return actor;
    }

    private string NextName() =>
        Util.Internal.Names.Base64(Interlocked.Increment(ref _unnamedChildren) - 1);

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths must not start with '$' and contain only ASCII letters, "
                    + $"digits and these special characters: {ActorPath.ValidSymbols}"
            );
        }
    }

    private void MarkChildAsDying(IActorRef child) => _children?.ShallDie(child);

    private bool SetChildrenTerminationReason(SuspendReason reason) =>
        _children?.SetReason(reason) ?? false;

    private void HandleSupervise(IActorRef child)
    {
        if (!IsTerminating)
            _children?.Init((IInternalActorRef)child);
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef>? except = null)
    {
        foreach (var child in GetChildren())
        {
            if (except is null || !except.Contains(child))
                child.Suspend();
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? perpetrator)
    {
        foreach (var child in GetChildren())
            child.Resume(child.Equals(perpetrator) ? causedByFailure : null);
    }
}
