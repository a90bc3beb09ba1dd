using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>
/// A journal that is a plain actor and speaks the protocol only: it has the scripted journal answer,
/// event by event.
/// </summary>
public sealed class ProxyJournal : ReceiveActor
{
    public const string Config = """
        akka.persistence.journal.plugin = "akka.persistence.journal.proxy"
        akka.persistence.journal.proxy.class = "Akka.Persistence.Tests.Support.ProxyJournal, Akka.Persistence.Tests"
        """;

    public ProxyJournal()
    {
        var target = Persistence
            .Instance.Apply(Context.System)
            .JournalFor("akka.persistence.journal.scripted");
        Receive<WriteMessages>(m =>
            target.Forward(new WriteMessages(m.Messages, m.PersistentActor, m.ActorInstanceId))
        );
        Receive<ReplayMessages>(m =>
            target.Forward(
                new ReplayMessages(
                    m.FromSequenceNr,
                    m.ToSequenceNr,
                    m.Max,
                    m.PersistenceId,
                    m.PersistentActor
                )
            )
        );
        ReceiveAny(target.Forward);
    }
}
