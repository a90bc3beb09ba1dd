using System.Net;
using System.Text;
using System.Text.Json;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;

namespace ActorStream.Scenarios;

/// <summary>
/// An operator heals a conversation of a running server, which is told to stop (SIGTERM) in the middle of it: it
/// ends in time and in order, the old rows are there or the new ones, and the quarantine has all that were
/// damaged (I5, I10).
/// </summary>
public abstract class A_server_that_is_stopped_while_it_heals(IHealedStore store)
    : HealingServers(store)
{
    /// <summary>Turns get 5 s to end, everything else 10 s; and a machine that is busy.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task While_another_writer_keeps_the_rows_ends_and_leaves_them_as_they_were()
    {
        var conversation = await WriteAndDamageAsync();
        var damaged = await DamagedAsync(conversation);
        using (var server = await StartAsync())
        {
            // The journal is open when it has answered; a start that is hindered would be waited for.
            (await StatusAsync(server, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
            await using var hindrance = await HinderAsync();
            var healing = HealAsync(server, conversation);
            await QuarantinedAsync(1);
            healing.IsCompleted.ShouldBeFalse();

            (await server.StopAsync(InTime)).ShouldBe(0);

            await EndAsync(healing);
        }

        (await DamagedAsync(conversation)).ShouldBe(damaged);
        (await KeptAsync()).ShouldBe(damaged);
        using var second = await StartAsync();
        (await StatusAsync(second, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
        await HealsAndGoesOnAsync(second, conversation);
        (await DamagedAsync(conversation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finishes_it_when_the_rows_come_free()
    {
        var conversation = await WriteAndDamageAsync();
        var damaged = await DamagedAsync(conversation);
        using (var server = await StartAsync())
        {
            (await StatusAsync(server, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
            Task<HttpResponseMessage> healing;
            Task<int> stopping;
            await using (await HinderAsync())
            {
                healing = HealAsync(server, conversation);
                await QuarantinedAsync(1);
                stopping = server.StopAsync(InTime);
                await RefusesAsync(server);
                stopping.IsCompleted.ShouldBeFalse("it waits for what it has begun");
            }

            (await stopping).ShouldBe(0);
            using var healed = await healing;
            healed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await DamagedAsync(conversation)).ShouldBeEmpty();
        (await KeptAsync()).ShouldBe(damaged);
        using var second = await StartAsync();
        await GoesOnAsync(second, conversation);
    }

    [Fact]
    public async Task At_any_moment_leaves_the_one_or_the_other()
    {
        for (var round = 1; round <= 3; round++)
        {
            var conversation = await WriteAndDamageAsync();
            var damaged = await DamagedAsync(conversation);
            var before = Quarantines().Length;
            using (var server = await StartAsync())
            {
                var healing = HealAsync(server, conversation);
                await QuarantinedAsync(before + 1);
                (await server.StopAsync(InTime)).ShouldBe(0);
                await EndAsync(healing);
            }

            var left = await DamagedAsync(conversation);
            if (left.Count > 0)
                left.ShouldBe(damaged);
            (await KeptAsync()).ShouldBe(damaged);
            using var second = await StartAsync();
            if (left.Count > 0)
                await HealsAndGoesOnAsync(second, conversation);
            else
                await GoesOnAsync(second, conversation);
            await second.KillAsync();
        }
    }

    /// <summary>The damaged rows that are in the database.</summary>
    private async Task<List<string>> DamagedAsync(string conversation)
    {
        var (id, damaged) = (PersistenceIds.Of(conversation), new List<long>());
        await using var database = await Journal.OpenAsync();
        await JournalVerifier.VerifyAsync(database, id, found => damaged.Add(found.SequenceNr));
        var rows = new List<string>();
        await foreach (var row in database.RowsAsync(id))
        {
            if (damaged.Contains(row.SequenceNr))
                rows.Add($"{row.SequenceNr} {Convert.ToHexString(row.Payload)}");
        }

        return rows;
    }

    /// <summary>Those in the newest quarantine.</summary>
    private async Task<List<string>> KeptAsync()
    {
        var kept = new List<string>();
        var newest = Quarantines().MaxBy(File.GetLastWriteTimeUtc)!;
        foreach (var line in await File.ReadAllLinesAsync(newest))
        {
            using var row = JsonDocument.Parse(line);
            var number = row.RootElement.GetProperty("sequenceNr").GetInt64();
            var payload = row.RootElement.TryGetProperty("bytes", out var bytes)
                ? bytes.GetBytesFromBase64()
                : Encoding.UTF8.GetBytes(row.RootElement.GetProperty("payload").GetRawText());
            kept.Add($"{number} {Convert.ToHexString(payload)}");
        }

        return kept;
    }

    /// <summary>No more requests are taken.</summary>
    private static async Task RefusesAsync(ServerProcess server)
    {
        try
        {
            using var another = new HttpClient { BaseAddress = server.Address };
            while (true)
                (await another.GetAsync("/healthz")).Dispose();
        }
        catch (HttpRequestException)
        {
            // That is it.
        }
    }

    /// <summary>Answered or cut: the operator may not know.</summary>
    private static async Task EndAsync(Task<HttpResponseMessage> healing)
    {
        await Task.WhenAny(healing);
        if (healing.IsCompletedSuccessfully)
            healing.Result.Dispose();
    }
}

public sealed class An_sqlite_server_that_is_stopped_while_it_heals()
    : A_server_that_is_stopped_while_it_heals(new HealedSqlite());

public sealed class A_postgres_server_that_is_stopped_while_it_heals()
    : A_server_that_is_stopped_while_it_heals(new HealedPostgres());
