using Akka.Util;

namespace Akka.Persistence.Sql.Storage;

/// <summary>What a journal or snapshot store asks of its database.</summary>
internal sealed record StoreSettings
{
    public required string ConnectionString { get; init; }

    /// <summary>Whether missing tables are created.</summary>
    public bool AutoInitialize { get; init; } = true;

    /// <summary>Whether new journal tables get the <c>writer_uuid</c> column, and rows fill it.</summary>
    public bool UseWriterUuid { get; init; } = true;

    /// <summary>Most rows that one transaction takes.</summary>
    public int MaxBatchRows { get; init; } = 100;

    /// <summary>Most writes that wait; a further one fails at once.</summary>
    public int BufferSize { get; init; } = 5000;

    /// <summary>Rows that a replay reads in one go; between two, the database may tidy up.</summary>
    public int ReplayBatchSize { get; init; } = 1000;

    /// <summary>Connections that write at the same time, where the database allows more than one.</summary>
    public int Parallelism { get; init; } = 3;

    /// <summary>
    /// How long a database that cannot be reached is waited for, with what was not sent yet: less
    /// than a call of the journal may take.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Measures pauses between attempts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A number from 0 up to 1, drawn for each pause between attempts.</summary>
    public Func<double> Chance { get; init; } = static () => ThreadLocalRandom.Current.NextDouble();

    /// <summary>Where the tables live, for a database that has schemas.</summary>
    public string? SchemaName { get; init; }
}
