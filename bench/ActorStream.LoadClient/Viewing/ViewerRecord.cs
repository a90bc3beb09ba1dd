using System.Text;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Viewing;

/// <summary>
/// What one viewer has been shown, checked as it comes: sequence numbers without gap or repeat, each
/// event's <c>id</c> its cursor. Only the viewer's own loop writes to it.
/// </summary>
internal sealed class ViewerRecord
{
    private readonly byte[] _cursor = new byte[64];
    private int _cursorLength;

    /// <summary>The fingerprint of each event; index 0 is sequence number 2.</summary>
    public List<ulong> Fingerprints { get; } = [];

    /// <summary>A hash of all text of all chunks, as if it were one string.</summary>
    public ulong TextHash { get; private set; } = Hash64.Start;

    public long LastSequenceNr { get; private set; } = 1;

    public int Chunks { get; private set; }

    public int Starts { get; private set; }

    public int Ends { get; private set; }

    public int Gaps { get; private set; }

    public int Duplicates { get; private set; }

    public int Resets { get; private set; }

    /// <summary>Events that contradict themselves: an id that is not the cursor, an unknown name.</summary>
    public int Malformed { get; private set; }

    /// <summary>What was wrong first, in words.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>The cursor of the last event, for <c>Last-Event-ID</c>; null before the first.</summary>
    public string? Cursor =>
        _cursorLength == 0 ? null : Encoding.ASCII.GetString(_cursor, 0, _cursorLength);

    /// <summary>Whether nothing was wrong.</summary>
    public bool IsClean => Gaps + Duplicates + Resets + Malformed == 0;

    /// <summary>Takes one event.</summary>
    public void See(in SseEvent sse, in WireEvent wireEvent)
    {
        if (wireEvent.Type is EventType.Unknown || !sse.Id.SequenceEqual(wireEvent.Cursor))
        {
            Malformed++;
            Fault("malformed", wireEvent);
        }

        if (wireEvent.Type == EventType.Reset)
        {
            Resets++;
            Fault("reset", wireEvent);
            return;
        }

        if (wireEvent.SequenceNr <= LastSequenceNr)
        {
            Duplicates++;
            Fault("duplicate", wireEvent);
            return;
        }

        if (wireEvent.SequenceNr > LastSequenceNr + 1)
        {
            Gaps++;
            Fault("gap", wireEvent);
        }

        LastSequenceNr = wireEvent.SequenceNr;
        sse.Id.CopyTo(_cursor);
        _cursorLength = sse.Id.Length;
        Fingerprints.Add(wireEvent.Fingerprint);
        if (wireEvent.Type == EventType.Chunk)
        {
            Chunks++;
            TextHash = Hash64.AddUncut(TextHash, wireEvent.Text);
        }
        else if (wireEvent.Type == EventType.TurnStarted)
        {
            Starts++;
        }
        else
        {
            Ends++;
        }
    }

    private void Fault(string what, in WireEvent wireEvent) =>
        FirstFault ??=
            $"{what}: {Encoding.UTF8.GetString(wireEvent.Cursor)} after {LastSequenceNr}";
}
