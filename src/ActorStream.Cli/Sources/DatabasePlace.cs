using ActorStream.Operations.Checks;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Sources;

/// <summary>A journal in a database that this process can reach.</summary>
internal sealed class DatabasePlace(JournalTarget target, TimeProvider time) : IJournalPlace
{
    public IJournalUpkeep Upkeep() => new DatabaseUpkeep(target, time);

    public async Task<IJournalSource> OpenAsync(CancellationToken cancellation) =>
        new DatabaseSource(await target.OpenAsync(cancellation), time);

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellation) =>
        Doctor.ExamineAsync(target, cancellation: cancellation);
}
