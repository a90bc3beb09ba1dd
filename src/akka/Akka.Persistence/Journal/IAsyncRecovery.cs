using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>The reading half of a journal plug-in.</summary>
public interface IAsyncRecovery
{
    /// <summary>
    /// Calls <paramref name="recoveryCallback" /> with the events numbered
    /// <paramref name="fromSequenceNr" /> to <paramref name="toSequenceNr" /> (both inclusive), in
    /// order, at most <paramref name="max" /> of them. The task ends after the last call.
    /// </summary>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    );

    /// <summary>
    /// The highest sequence number ever stored for the persistence id, whether deleted or not;
    /// 0 when there was none. It may be looked for from <paramref name="fromSequenceNr" /> on.
    /// </summary>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
