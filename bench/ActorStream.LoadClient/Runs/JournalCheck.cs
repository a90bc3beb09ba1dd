using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Runs;

/// <summary>Compares what viewers saw with what the journal says. Safe from any thread.</summary>
internal sealed class JournalCheck(ServerApi api, int chunksPerTurn)
{
    private readonly Lock _lock = new();
    private readonly List<string> _examples = [];
    private long _gaps;
    private long _duplicates;
    private long _resets;
    private long _mismatches;
    private long _unfinished;
    private long _compared;

    /// <summary>Compares one viewer's record, event by event and as one text.</summary>
    public async Task CompareAsync(Viewer viewer, CancellationToken cancellation)
    {
        var record = viewer.Record;
        var expected = 2L;
        var chunks = 0;
        var ends = 0;
        var text = Hash64.Start;
        var mismatches = 0L;
        await api.ReadEventsAsync(
            viewer.ConversationId,
            after: null,
            (in WireEvent wireEvent) =>
            {
                var index = (int)(wireEvent.SequenceNr - 2);
                if (
                    wireEvent.SequenceNr != expected++
                    || index >= record.Fingerprints.Count
                    || record.Fingerprints[index] != wireEvent.Fingerprint
                )
                {
                    mismatches++;
                }

                ends += wireEvent.Type.IsTerminal() ? 1 : 0;
                if (wireEvent.Type == EventType.Chunk)
                {
                    chunks++;
                    text = Hash64.AddUncut(text, wireEvent.Text);
                }
            },
            cancellation
        );
        if (
            record.TextHash != text
            || record.Fingerprints.Count != expected - 2
            || record.Malformed > 0
            || chunks != chunksPerTurn
            || ends != 1
        )
        {
            mismatches++;
        }

        Add(viewer, mismatches);
    }

    /// <summary>Adds the sums to the report and returns how many violations there were.</summary>
    public long Report(Report report, long refused)
    {
        report
            .Add("comparedEvents", _compared)
            .Add("gaps", _gaps)
            .Add("duplicates", _duplicates)
            .Add("resets", _resets)
            .Add("mismatches", _mismatches)
            .Add("unfinished", _unfinished)
            .Add("refusedTurns", refused);
        for (var index = 0; index < _examples.Count; index++)
        {
            report.AddText($"example{index + 1}", _examples[index]);
        }

        return _gaps + _duplicates + _resets + _mismatches + _unfinished + refused;
    }

    private void Add(Viewer viewer, long mismatches)
    {
        var record = viewer.Record;
        lock (_lock)
        {
            _compared += record.Fingerprints.Count;
            _gaps += record.Gaps;
            _duplicates += record.Duplicates;
            _resets += record.Resets;
            _mismatches += mismatches;
            _unfinished += record.Ends == 0 ? 1 : 0;
            if ((mismatches > 0 || !record.IsClean || record.Ends == 0) && _examples.Count < 5)
            {
                _examples.Add(
                    $"{viewer.ConversationId}: {mismatches} mismatches, {record.Chunks} chunks,"
                        + $" {record.Ends} ends, last {record.Cursor}, {record.FirstFault}"
                );
            }
        }
    }
}
