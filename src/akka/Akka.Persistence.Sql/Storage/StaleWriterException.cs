namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// Somebody else has written events of this persistence id that the writer of these does not know:
/// it is not the only one, and no row of this append was stored.
/// </summary>
internal sealed class StaleWriterException(
    string persistenceId,
    long sequenceNr,
    Exception? cause = null
)
    : InvalidOperationException(
        $"The event of '{persistenceId}' with sequence number {sequenceNr} was not stored: another "
            + "writer has stored one with this number or a higher one.",
        cause
    );
