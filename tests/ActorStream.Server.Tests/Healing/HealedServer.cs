using System.Data.Common;
using ActorStream.Hosting;
using ActorStream.Server.Tests.Admin;
using ActorStream.Tests.Shared;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ActorStream.Server.Tests.Healing;

/// <summary>A server whose rows are harmed behind its back, and healed by it.</summary>
internal class HealedServer : AdminServer
{
    public string More { get; init; } = "";

    protected override string Hocon => More;

    /// <summary>Half of the payload, in the store's words.</summary>
    protected virtual string Half => "substr(message, 1, length(message) / 2)";

    /// <summary>Damages one row.</summary>
    public Task HarmAsync(string conversation, long sequenceNr, string harm)
    {
        var row =
            $"persistence_id = 'conversation-{conversation}' AND sequence_number = {sequenceNr}";
        return ExecuteAsync(
            harm switch
            {
                "missing" => $"DELETE FROM journal WHERE {row}",
                "cut" => $"UPDATE journal SET message = {Half} WHERE {row}",
                "twice" => $"""
                INSERT INTO journal (created, deleted, persistence_id, sequence_number, message,
                  manifest, identifier, writer_uuid)
                SELECT created, deleted, persistence_id, sequence_number + 1, message,
                  manifest, identifier, writer_uuid FROM journal WHERE {row}
                """,
                _ => throw new ArgumentOutOfRangeException(nameof(harm), harm, null),
            }
        );
    }

    /// <summary>Lets the store save a snapshot that no actor waits for; only its place matters.</summary>
    public void SaveSnapshot(string conversation, long sequenceNr)
    {
        var system = Services.GetRequiredService<ConversationGateway>().Materializer.System;
        Persistence
            .Instance.Apply(system)
            .SnapshotStoreFor("")
            .Tell(
                new SaveSnapshot(
                    new SnapshotMetadata(
                        $"conversation-{conversation}",
                        sequenceNr,
                        DateTime.UnixEpoch
                    ),
                    "a snapshot"
                ),
                ActorRefs.NoSender
            );
    }

    /// <summary>From now on no snapshot is saved, until the transaction of this connection ends.</summary>
    public virtual Task HinderSnapshotsAsync(DbConnection connection) => Task.CompletedTask;

    /// <summary>Changes the database beside the server.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>A connection behind the server's back. It leaves SQLite's log alone.</summary>
    public virtual DbConnection Connect()
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(DataFolder, "journal.db")};Pooling=False"
        );
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState != System.Data.ConnectionState.Open)
                return;
            using var quiet = connection.CreateCommand();
            quiet.CommandText = "PRAGMA wal_autocheckpoint = 0";
            quiet.ExecuteNonQuery();
        };
        return connection;
    }
}

/// <summary>The same on PostgreSQL.</summary>
internal sealed class HealedPostgresServer : HealedServer
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    protected override string Half => "substring(message from 1 for length(message) / 2)";

    public override DbConnection Connect() => new NpgsqlConnection(_database + ";Pooling=false");

    public override async Task HinderSnapshotsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "LOCK TABLE snapshot IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();
    }

    protected override void Configure(WebApplicationBuilder builder)
    {
        base.Configure(builder);
        builder.Configuration["ACTORSTREAM_JOURNAL"] = "postgres";
        builder.Configuration["ACTORSTREAM_POSTGRES"] = _database;
    }
}
