using System.Text;
using System.Text.Json;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Tests;

/// <summary>The same commands on a shared journal.</summary>
public sealed class Reading_postgres
{
    private const string Id = "conversation-" + JournalFixture.Id;

    private readonly string _connection = PostgresCluster.Instance.CreateDatabase();

    [Fact]
    public async Task The_environment_names_the_database_as_it_does_for_the_server()
    {
        await WriteAsync("Hello");

        var outcome = await CommandLine.RunAsync(
            isTerminal: false,
            ["journal", "show", "0123", "--events"],
            name =>
                name switch
                {
                    "ACTORSTREAM_JOURNAL" => "postgres",
                    "ACTORSTREAM_POSTGRES" => _connection,
                    _ => null,
                }
        );

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        var row = JsonElement.Parse(outcome.Lines.Single());
        row.GetProperty("event").GetProperty("prompt").GetString().ShouldBe("Hello");
    }

    [Fact]
    public async Task Every_reading_command_works()
    {
        await WriteAsync("Hello");
        foreach (
            var command in (string[])["ls", "stats", "doctor", "tail", $"show {JournalFixture.Id}"]
        )
        {
            var outcome = await CommandLine.RunAsync([
                "journal",
                .. command.Split(' '),
                "--postgres",
                _connection,
            ]);

            outcome.ExitCode.ShouldBe(0, outcome.Out + outcome.Error);
            outcome.Lines.Length.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task A_password_is_never_shown()
    {
        var outcome = await CommandLine.RunAsync(
            "journal",
            "ls",
            "--postgres",
            "Host=/nonexistent;Username=a;Password=canary;Database=b;Timeout=1"
        );
        var nonsense = await CommandLine.RunAsync("journal", "ls", "--postgres", "Passwort=canary");

        outcome.ExitCode.ShouldBe(2, outcome.Error);
        nonsense.ExitCode.ShouldBe(1);
        (outcome.Error + nonsense.Error).ShouldNotContain("canary");
    }

    private async Task WriteAsync(string prompt)
    {
        var target = JournalTarget.Postgres(_connection);
        await using var maintenance = await target.OpenForMaintenanceAsync(create: true);
        await using var transaction = await maintenance.BeginAsync();
        var json =
            $$"""{"turnId":"t1","prompt":"{{prompt}}","provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:00.000000Z"}""";
        await transaction.AppendAsync([
            new JournalRow(
                0,
                Id,
                1,
                638000000000000000,
                IsDeleted: false,
                "turn-started.v1",
                Encoding.UTF8.GetBytes(json),
                7301
            ),
        ]);
        await transaction.CommitAsync();
    }
}
