using System.Diagnostics.Metrics;
using ActorStream.Operations;
using ActorStream.Operations.Rewriting;

namespace ActorStream.Server.Rewriting;

/// <summary>Counts rewrites for whoever listens to the meter <c>ActorStream.Server</c>.</summary>
internal sealed class RewriteMetrics
{
    private readonly Counter<long> _rewrites;
    private readonly Histogram<double> _duration;

    public RewriteMetrics(IMeterFactory meters, RewriteLedger ledger)
    {
        var meter = meters.Create("ActorStream.Server");
        _rewrites = meter.CreateCounter<long>(
            "actorstream.rewrites",
            "{rewrite}",
            "Rewrites of the journal's tables, by how they ended."
        );
        _duration = meter.CreateHistogram<double>(
            "actorstream.rewrite.duration",
            "s",
            "How long rewrites of the journal's tables took that were done."
        );
        meter.CreateObservableGauge(
            "actorstream.rewrite.due",
            () => ledger.DueFor is null ? 0 : 1,
            description: "1 while rows of erased conversations may be in the tables' files."
        );
    }

    public void Ended(RewriteOutcome outcome, TimeSpan took)
    {
        _rewrites.Add(1, new KeyValuePair<string, object?>("outcome", Kinds.NameOf(outcome)));
        if (outcome == RewriteOutcome.Done)
            _duration.Record(took.TotalSeconds);
    }
}
