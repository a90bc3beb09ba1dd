using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Server.Observability;

/// <summary>Logs each damaged row of the journal once.</summary>
internal sealed class JournalDamageLog : UntypedActor
{
    private readonly ILogger _log;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public JournalDamageLog(ILogger log) => _log = log;

    public static Props Props(ILogger log) =>
        Akka.Actor.Props.Create(() => new JournalDamageLog(log));

    protected override void PreStart() =>
        Context.System.EventStream.Subscribe(Self, typeof(JournalDamageFound));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is JournalDamageFound found)
        {
            ServerLog.JournalDamaged(
                _log,
                found.ConversationId.Value,
                found.SequenceNr,
                OneLine.Of(found.Reason)
            );
        }
        else
        {
            Unhandled(message);
        }
    }
}
