using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Knows which turns of this process are open, so that a shutdown can wait for them. Asked with
/// <see cref="AwaitEnd"/>, it answers when none is.
/// </summary>
internal sealed class TurnDrain : UntypedActor
{
    private readonly HashSet<ConversationId> _open = [];
    private readonly List<IActorRef> _waiting = [];

    public static Props Props() => Akka.Actor.Props.Create(() => new TurnDrain());

    protected override void PreStart() =>
        Context.System.EventStream.Subscribe(Self, typeof(ConversationChanged));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ConversationChanged { IsRunning: true } changed:
                _open.Add(changed.ConversationId);
                break;
            case ConversationChanged changed:
                _open.Remove(changed.ConversationId);
                break;
            case AwaitEnd:
                _waiting.Add(Sender);
                break;
        }

        if (_open.Count > 0)
            return;
        foreach (var asker in _waiting)
            asker.Tell(Ended.Instance);
        _waiting.Clear();
    }

    /// <summary>Asks for an answer when no turn is open.</summary>
    public sealed class AwaitEnd;

    /// <summary>No turn is open.</summary>
    public sealed class Ended
    {
        public static readonly Ended Instance = new();
    }
}
