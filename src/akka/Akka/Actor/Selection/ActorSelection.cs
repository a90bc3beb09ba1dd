using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>
/// A way through the tree of actors, walked anew by every message: the actors at its end may come and go.
/// </summary>
public class ActorSelection : ICanTell
{
    public ActorSelection() { }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path == "" ? [] : path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        var path = new List<SelectionPathElement>();
        foreach (var element in elements)
        {
            if (string.IsNullOrEmpty(element))
                continue;
            path.Add(
                element switch
                {
                    ".." => SelectParent.Instance,
                    "**" => SelectChildRecursive.Instance,
                    _ when element.AsSpan().IndexOfAny('*', '?') >= 0 => new SelectChildPattern(
                        element
                    ),
                    _ => new SelectChildName(element),
                }
            );
        }

        Path = [.. path];
    }

    /// <summary>Where the way begins.</summary>
    public IActorRef Anchor { get; private set; } = null!;

    public SelectionPathElement[] Path { get; private set; } = [];

    public string PathString => "/" + string.Join('/', Path.AsEnumerable());

    /// <summary>Sends to whoever is there at the end of the way.</summary>
#pragma warning disable MA0061 // The default is Akka.NET's.
    public void Tell(object message, IActorRef? sender = null)
#pragma warning restore MA0061
    {
        sender ??= ActorCell.GetCurrentSelfOrNoSender();
        DeliverSelection(
            (IInternalActorRef)Anchor,
            sender,
            new ActorSelectionMessage(message, Path, HasWildcard())
        );
    }

    /// <summary>The actor at the end of the way.</summary>
    /// <exception cref="ActorNotFoundException">None answered within the timeout.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => Resolve(timeout, CancellationToken.None);

    public Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct) =>
        Resolve(timeout, ct);

    public override bool Equals(object? obj) => Equals(obj as ActorSelection);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Anchor);
        foreach (var element in Path)
            hash.Add(element);
        return hash.ToHashCode();
    }

    public override string ToString() =>
        $"ActorSelection[Anchor({Anchor.Path}{(Anchor.Path.Uid == 0 ? "" : "#" + Anchor.Path.Uid)}), Path({PathString})]";

    protected bool Equals(ActorSelection? other) =>
        other is not null
        && Equals(Anchor, other.Anchor)
        && Path.AsSpan().SequenceEqual(other.Path);

    internal static void DeliverSelection(
        IInternalActorRef anchor,
        IActorRef sender,
        ActorSelectionMessage selection
    )
    {
        if (selection.Elements.Length == 0)
        {
            anchor.Tell(selection.Message, sender);
            return;
        }

        Walk(anchor, sender, selection, 0);
    }

    private static void Walk(
        IInternalActorRef at,
        IActorRef sender,
        ActorSelectionMessage selection,
        int index
    )
    {
        var elements = selection.Elements;
        for (; index < elements.Length; index++)
        {
            switch (elements[index])
            {
                case SelectParent:
                    at = at.Parent;
                    continue;
                case SelectChildName { Name: var name }:
                    var child = at is ActorRefWithCell withCell
                        ? withCell.GetSingleChild(name)
                        : (IInternalActorRef)at.GetChild([name]);
                    if (child is Nobody)
                    {
                        TellNobody(at, sender, selection, index);
                        return;
                    }

                    at = child;
                    continue;
                case SelectChildPattern pattern:
                    foreach (var each in ChildrenOf(at))
                    {
                        if (pattern.Fits(each.Path.Name))
                            Walk((IInternalActorRef)each, sender, selection, index + 1);
                    }

                    return;
                case SelectChildRecursive:
                    foreach (var each in ChildrenOf(at))
                    {
                        Walk((IInternalActorRef)each, sender, selection, index + 1);
                        Walk((IInternalActorRef)each, sender, selection, index);
                    }

                    return;
            }
        }

        at.Tell(selection.Message, sender);
    }

    private static IEnumerable<IActorRef> ChildrenOf(IInternalActorRef actor) =>
        actor is ActorRefWithCell withCell ? withCell.Children : [];

    private static void TellNobody(
        IInternalActorRef last,
        IActorRef sender,
        ActorSelectionMessage selection,
        int index
    )
    {
        var path = last.Path;
        foreach (var element in selection.Elements.AsSpan(index))
            path /= element.ToString()!;
        var provider = last.Provider;
        var nobody = new EmptyLocalActorRef(provider, path, EventsOf(provider));
        nobody.Tell(selection.Copy(elements: []), sender);
    }

    private static Event.EventStream EventsOf(IActorRefProvider provider) =>
        provider is LocalActorRefProvider local
            ? local.EventStream
            : provider.Settings.System.EventStream;

    private bool HasWildcard()
    {
        foreach (var element in Path)
        {
            if (element is SelectChildPattern or SelectChildRecursive)
                return true;
        }

        return false;
    }

    private async Task<IActorRef> Resolve(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null!), timeout, ct)
                .ConfigureAwait(Continuations.FollowDispatcher);
            return identity.Subject
                ?? throw new ActorNotFoundException(
                    $"subject was null: there is no actor at {this}"
                );
        }
        catch (ActorNotFoundException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving {this}", e);
        }
    }
}

/// <summary>Making selections.</summary>
public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(
            ((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address),
            actorPath.Elements
        );

    /// <summary>By an absolute path, a full one with its address, or one relative to <paramref name="lookupRoot"/>.</summary>
    public static ActorSelection ActorSelection(
        string path,
        ActorSystem system,
        IActorRef lookupRoot
    )
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (
            path.StartsWith("akka", StringComparison.Ordinal)
            && ActorPath.TryParse(path, out var full)
        )
            return ActorSelection(full, system);
        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path.Split('/'))
            : new ActorSelection(lookupRoot, path.Split('/'));
    }

    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) =>
        new(anchorActorRef, path.Split('/'));
}

/// <summary>Shorter ways to make and find actors.</summary>
public static class ActorRefFactoryExtensions
{
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    public static ActorSelection ActorSelection(
        this IActorRefFactory factory,
        IActorRef anchorRef,
        string actorPath
    ) => ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}
