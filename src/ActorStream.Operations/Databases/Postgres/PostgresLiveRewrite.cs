using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>A rewrite beside the server, on a connection of its own, within limits.</summary>
internal sealed class PostgresLiveRewrite(PostgresTarget target, TimeProvider time)
    : IJournalRewrite
{
    /// <summary>Nothing that keeps others waiting is done in this time.</summary>
    private static readonly TimeSpan ShortLock = TimeSpan.FromSeconds(1);

    public Task<RewriteNeed> LookAsync(CancellationToken cancellation = default) =>
        ConnectedAsync(
            async (connection, rewrite) =>
            {
                var erased = await PostgresErasures.CountAsync(
                    connection,
                    target.Names,
                    cancellation
                );
                var noted = await PostgresErasures.NotedAsync(
                    connection,
                    target.Names,
                    cancellation
                );
                return new RewriteNeed(
                    erased.Count,
                    erased.IsMoreThan(noted?.Erasures),
                    noted?.At,
                    await rewrite.BytesAsync(cancellation),
                    noted is { IsLogDue: true }
                );
            },
            cancellation
        );

    public Task PrepareAsync(CancellationToken cancellation = default) =>
        ConnectedAsync(
            async (connection, _) =>
            {
                await PostgresSamples.ForbidAsync(connection, target.Names, cancellation);
                return true;
            },
            cancellation
        );

    public Task<RewriteResult> RunAsync(
        RewriteLimits limits,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default
    ) =>
        ConnectedAsync(
            async (_, rewrite) =>
            {
                var bytes = await rewrite.BytesAsync(cancellation);
                if (bytes > limits.MaxBytes)
                {
                    return new(
                        RewriteOutcome.TooLarge,
                        bytes,
                        $"The tables take {bytes} bytes, which is beyond the limit of {limits.MaxBytes}."
                    );
                }

                if (!await rewrite.IsAllowedAsync(cancellation))
                {
                    return new(
                        RewriteOutcome.NotAllowed,
                        bytes,
                        "Only who owns the tables can rewrite them, and the server's role does not."
                    );
                }

                return await TryAsync(rewrite, bytes, limits, progress, cancellation);
            },
            cancellation
        );

    public Task<LogCleaning> CleanLogAsync(
        long? maxBytes,
        CancellationToken cancellation = default
    ) =>
        ConnectedAsync((_, rewrite) => rewrite.CleanLogAsync(maxBytes, cancellation), cancellation);

    private async Task<RewriteResult> TryAsync(
        PostgresRewrite rewrite,
        long bytes,
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken cancellation
    )
    {
        try
        {
            await rewrite.RunAsync(limits, progress, cancellation);
            return new(RewriteOutcome.Done, bytes);
        }
        catch (PostgresException error)
            when (error.SqlState
                    is PostgresErrorCodes.LockNotAvailable
                        or PostgresErrorCodes.DeadlockDetected
            )
        {
            return new(RewriteOutcome.Busy, bytes, $"{target.Name}: the tables are in use.");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return new(
                RewriteOutcome.TooSlow,
                bytes,
                $"It was not done within {limits.MaxPause.TotalSeconds} s, for which writing may wait."
            );
        }
        catch (JournalProblem problem) when (problem.Kind == JournalProblemKind.InUse)
        {
            return new(RewriteOutcome.Busy, bytes, problem.Message);
        }
    }

    private async Task<T> ConnectedAsync<T>(
        Func<NpgsqlConnection, PostgresRewrite, Task<T>> run,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var connection = target.CreateOwnConnection("actorstream rewrite");
            await connection.OpenAsync(cancellation);
            await using (
                var limit = new NpgsqlCommand(
                    $"SET lock_timeout = {ShortLock.TotalMilliseconds}",
                    connection
                )
            )
            {
                await limit.ExecuteNonQueryAsync(cancellation);
            }

            var layout = await PostgresTables.CheckAsync(
                connection,
                target.Names,
                target.Name,
                cancellation
            );
            return await run(connection, new(connection, target.Names, layout, target.Name, time));
        }
        catch (NpgsqlException error)
        {
            throw target.Translate(error);
        }
    }
}
