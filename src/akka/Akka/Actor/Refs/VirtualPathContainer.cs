using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The folder of the short-lived references that have no actor.</summary>
internal sealed class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(
        StringComparer.Ordinal
    );

    public VirtualPathContainer(
        IActorRefProvider provider,
        ActorPath path,
        IInternalActorRef parent
    )
    {
        Provider = provider;
        Path = path;
        Parent = parent;
    }

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent { get; }

    public override IActorRefProvider Provider { get; }

    public void Add(string name, IInternalActorRef actor) => _children[name] = actor;

    public void Remove(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
            return this;
        if (name[0].Length == 0)
            return this;
        if (!_children.TryGetValue(name[0], out var child))
            return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild(name.Skip(1).ToArray());
    }

    internal IInternalActorRef GetSingleChild(string name) =>
        _children.TryGetValue(name, out var child) ? child : ActorRefs.Nobody;
}

/// <summary>The root of the tree: besides its children it knows /temp, /deadLetters and extra names.</summary>
internal sealed class RootGuardianRef : LocalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _extraNames;
    private readonly IInternalActorRef _deadLetters;

    public RootGuardianRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path,
        IInternalActorRef deadLetters,
        ConcurrentDictionary<string, IInternalActorRef> extraNames
    )
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
        _deadLetters = deadLetters;
        _extraNames = extraNames;
    }

    public override IInternalActorRef Parent => this;

    internal IInternalActorRef? TempContainer { get; set; }

    public override IInternalActorRef GetSingleChild(string name) =>
        name switch
        {
            "temp" => TempContainer ?? ActorRefs.Nobody,
            "deadLetters" => _deadLetters,
            _ => _extraNames.TryGetValue(name, out var extra) ? extra : base.GetSingleChild(name),
        };
}
