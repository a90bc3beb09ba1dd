using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>
/// Finds events of writers that overlapped. Events are held back for a window's length, so that what
/// an older writer wrote in parallel can still be left out when the newer one's events arrive.
/// </summary>
internal sealed class ReplayFilterWindow(
    ReplayFilterSettings settings,
    string persistenceId,
    ILoggingAdapter log,
    Action<IPersistentRepresentation> emit
)
{
    private readonly IPersistentRepresentation[] _window = new IPersistentRepresentation[
        settings.WindowSize
    ];
    private readonly Queue<string> _oldWriters = new();
    private int _head;
    private int _count;
    private string? _writer;
    private long _sequenceNr;

    public void Add(IPersistentRepresentation persistent)
    {
        if (settings.Debug)
        {
            log.Debug(
                "Replay of [{0}]: event [{1}] of writer [{2}].",
                persistenceId,
                persistent.SequenceNr,
                persistent.WriterGuid
            );
        }

        if (_count == _window.Length)
        {
            EmitOldest();
        }

        var writer = persistent.WriterGuid;
        if (_writer is null || string.Equals(writer, _writer, StringComparison.Ordinal))
        {
            // Equal numbers are in order: an adapter may have made several events of one.
            if (
                persistent.SequenceNr < _sequenceNr
                && Skip($"event {persistent.SequenceNr} of writer {writer} after {_sequenceNr}")
            )
            {
                return;
            }

            _writer = writer;
        }
        else if (_oldWriters.Contains(writer))
        {
            if (Skip($"event {persistent.SequenceNr} of the replaced writer {writer}"))
            {
                return;
            }
        }
        else
        {
            ReplaceWriter(persistent);
        }

        _sequenceNr = persistent.SequenceNr;
        _window[(_head + _count) % _window.Length] = persistent;
        _count++;
    }

    public void Flush()
    {
        while (_count > 0)
        {
            EmitOldest();
        }
    }

    private void ReplaceWriter(IPersistentRepresentation persistent)
    {
        _oldWriters.Enqueue(_writer!);
        if (_oldWriters.Count > settings.MaxOldWriters)
        {
            _oldWriters.Dequeue();
        }

        _writer = persistent.WriterGuid;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var held = _window[(_head + i) % _window.Length];
            if (
                held.SequenceNr >= persistent.SequenceNr
                && Skip($"event {held.SequenceNr} of writer {held.WriterGuid}, also in {_writer}")
            )
            {
                continue;
            }

            _window[(_head + kept) % _window.Length] = held;
            kept++;
        }

        _count = kept;
    }

    /// <summary>Notes a finding; true when the event is to be left out.</summary>
    private bool Skip(string finding)
    {
        if (settings.Mode == ReplayFilterMode.Fail)
        {
            throw new InvalidOperationException(
                $"Two writers wrote to {persistenceId} at once: {finding}."
            );
        }

        var isLeftOut = settings.Mode == ReplayFilterMode.RepairByDiscardOld;
        log.Warning(
            "Two writers wrote to [{0}] at once: {1}{2}.",
            persistenceId,
            finding,
            isLeftOut ? "; it is left out" : ""
        );
        return isLeftOut;
    }

    private void EmitOldest()
    {
        var oldest = _window[_head];
        _window[_head] = null!;
        _head = (_head + 1) % _window.Length;
        _count--;
        emit(oldest);
    }
}
