using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Postgres;
using Akka.Configuration;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Keeps operators' tools and other servers from a shared journal under a running server, as the lock of
/// the data folder does for an embedded one. Starts before the actor system and ends after it.
/// </summary>
internal sealed class JournalPresence(ServerSettings settings, Config config, TimeProvider time)
    : IHostedService
{
    private PostgresPresence? _presence;

    /// <summary>What this process holds of a shared journal; null if it is an embedded one.</summary>
    public IServerHold? Held => _presence;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings is not { Journal: JournalKind.Postgres, Postgres: { } connectionString })
            return;
        try
        {
            _presence = await PostgresPresence.AnnounceAsync(
                connectionString,
                time,
                config.GetTimeSpan("actorstream.server.takeover-patience"),
                cancellationToken
            );
        }
        catch (JournalProblem problem)
        {
            throw new StartupRefusedException(problem.Message, problem);
        }
        catch (ArgumentException)
        {
            // The library's message repeats the text, and with it the password.
            throw new StartupRefusedException("ACTORSTREAM_POSTGRES is no connection string.");
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_presence is not null)
            await _presence.DisposeAsync();
    }
}
