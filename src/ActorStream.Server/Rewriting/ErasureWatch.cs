using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Server.Rewriting;

/// <summary>Notes each erasure, whoever ordered it: a client, an operator, the retention, or a crash before.</summary>
internal sealed class ErasureWatch : UntypedActor
{
    private readonly RewriteLedger _ledger;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ErasureWatch(RewriteLedger ledger) => _ledger = ledger;

    public static Props Props(RewriteLedger ledger) =>
        Akka.Actor.Props.Create(() => new ErasureWatch(ledger));

    protected override void PreStart() =>
        Context.System.EventStream.Subscribe(Self, typeof(ConversationErased));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is ConversationErased)
            _ledger.Erased();
        else
            Unhandled(message);
    }
}
