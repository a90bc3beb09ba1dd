using System.Data.Common;
using System.Net;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorStream.Server.Tests.Damage;

/// <summary>
/// An earlier version could leave a snapshot of an erased conversation, with all that was said: the next start
/// deletes it, unasked (I19).
/// </summary>
public abstract class A_snapshot_that_an_erasure_left : IAsyncLifetime
{
    private const string Ours = "FROM snapshot WHERE persistence_id = 'conversation-";

    protected abstract RunningServer Server { get; }

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_deleted_when_the_server_starts_readable_or_not(bool isDamaged)
    {
        var other = await Server.FinishedAsync();
        var conversation = await Server.FinishedAsync();
        while (!(Count(conversation) == 1 && Count(other) == 1))
            await Task.Yield();
        var left = Read(conversation);
        if (isDamaged)
            ((byte[])left["snapshot"])[20] ^= 1;
        using var erased = await Server.Http.DeleteAsync($"/conversations/{conversation}");
        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Server.StopAsync();
        Write(left);
        Count(conversation).ShouldBe(1);

        await Server.InitializeAsync();
        while (!(Count(conversation) == 0))
            await Task.Yield();

        Count(other).ShouldBe(1);
        using var gone = await Server.Http.GetAsync($"/conversations/{conversation}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var there = await Server.Http.GetAsync($"/conversations/{other}");
        there.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    protected abstract DbConnection Connect();

    private long Count(string conversation) =>
        Ask(
            $"SELECT count(*) {Ours}{conversation}'",
            command => Convert.ToInt64(command.ExecuteScalar())
        );

    private Dictionary<string, object> Read(string conversation) =>
        Ask(
            $"SELECT * {Ours}{conversation}'",
            command =>
            {
                using var rows = command.ExecuteReader();
                rows.Read().ShouldBeTrue();
                return Enumerable
                    .Range(0, rows.FieldCount)
                    .ToDictionary(rows.GetName, rows.GetValue);
            }
        );

    private void Write(Dictionary<string, object> row) =>
        Ask(
            $"INSERT INTO snapshot ({string.Join(", ", row.Keys)}) "
                + $"VALUES ({string.Join(", ", row.Keys.Select(name => "@" + name))})",
            command =>
            {
                foreach (var (name, value) in row)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }

                return command.ExecuteNonQuery();
            }
        );

    private T Ask<T>(string sql, Func<DbCommand, T> run)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }
}

public sealed class A_snapshot_that_an_erasure_left_in_sqlite : A_snapshot_that_an_erasure_left
{
    protected override RunningServer Server { get; } = new SnapshottingServer(null);

    protected override DbConnection Connect() =>
        new SqliteConnection(
            $"Data Source={Path.Combine(Server.DataFolder, "journal.db")};Pooling=False"
        );
}

public sealed class A_snapshot_that_an_erasure_left_in_postgres : A_snapshot_that_an_erasure_left
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    public A_snapshot_that_an_erasure_left_in_postgres() =>
        Server = new SnapshottingServer(_database);

    protected override RunningServer Server { get; }

    protected override DbConnection Connect() => new NpgsqlConnection(_database + ";Pooling=false");
}

/// <summary>A server that makes a snapshot after every turn.</summary>
/// <param name="postgres">Its database; null for the embedded one.</param>
internal sealed class SnapshottingServer(string? postgres) : RunningServer
{
    protected override string Hocon => "actorstream.conversations.snapshot-after-events = 1";

    protected override void Configure(WebApplicationBuilder builder)
    {
        if (postgres is null)
            return;
        builder.Configuration["ACTORSTREAM_JOURNAL"] = "postgres";
        builder.Configuration["ACTORSTREAM_POSTGRES"] = postgres;
    }
}
