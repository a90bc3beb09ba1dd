using System.Text;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Auditing;

/// <summary>One event of a page, kept beyond its buffer.</summary>
internal readonly record struct JournalEvent(
    EventType Type,
    long SequenceNr,
    string TurnId,
    ulong Fingerprint,
    string? Cursor,
    string? Prompt
)
{
    public static JournalEvent Of(in WireEvent wireEvent)
    {
        // A chunk's cursor is in its fingerprint; the others are compared with what was acknowledged.
        var isChunk = wireEvent.Type == EventType.Chunk;
        return new JournalEvent(
            wireEvent.Type,
            wireEvent.SequenceNr,
            Encoding.ASCII.GetString(wireEvent.TurnId),
            wireEvent.Fingerprint,
            isChunk ? null : Encoding.ASCII.GetString(wireEvent.Cursor),
            wireEvent.Type == EventType.TurnStarted
                ? Encoding.UTF8.GetString(wireEvent.Prompt)
                : null
        );
    }
}
