using System.Net;
using ActorStream.Scenarios.Infrastructure;

namespace ActorStream.Scenarios;

/// <summary>
/// An operator heals a conversation of a running server, whose process is killed in the middle of it: the old
/// rows are there or the new ones, the damaged ones are in the quarantine, and the server starts again (I5, I10).
/// </summary>
public abstract class A_server_that_is_killed_while_it_heals(IHealedStore store)
    : HealingServers(store)
{
    [Fact]
    public async Task Before_anything_is_kept_leaves_the_old_rows_and_the_quarantine()
    {
        var conversation = await WriteAndDamageAsync();
        using (var server = await StartAsync())
        {
            // The journal is open when it has answered; a start that is hindered would be waited for.
            (await StatusAsync(server, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
            await using var hindrance = await HinderAsync();
            var healing = HealAsync(server, conversation);
            await QuarantinedAsync(1);
            healing.IsCompleted.ShouldBeFalse();
            await server.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(() => healing);
        }

        using var second = await StartAsync();
        (await StatusAsync(second, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
        await HealsAndGoesOnAsync(second, conversation);
        Quarantines().Length.ShouldBe(2);
    }

    [Fact]
    public async Task After_the_answer_leaves_the_new_rows()
    {
        var conversation = await WriteAndDamageAsync();
        using (var server = await StartAsync())
        {
            using var healed = await HealAsync(server, conversation);
            healed.StatusCode.ShouldBe(HttpStatusCode.OK);
            await server.KillAsync();
        }

        using var second = await StartAsync();
        (await StatusAsync(second, conversation)).ShouldBe(HttpStatusCode.OK);
        await GoesOnAsync(second, conversation);
    }

    [Fact]
    public async Task At_any_moment_after_the_quarantine_leaves_the_one_or_the_other()
    {
        for (var round = 1; round <= 3; round++)
        {
            var conversation = await WriteAndDamageAsync();
            var before = Quarantines().Length;
            using (var server = await StartAsync())
            {
                var healing = HealAsync(server, conversation);
                await QuarantinedAsync(before + 1);
                await server.KillAsync();
                // Answered or cut: the operator may not know.
                await Task.WhenAny(healing);
            }

            using var second = await StartAsync();
            var status = await StatusAsync(second, conversation);
            status.ShouldBeOneOf(HttpStatusCode.InternalServerError, HttpStatusCode.OK);
            await HealsAndGoesOnAsync(second, conversation);
            await second.KillAsync();
        }
    }
}

public sealed class An_sqlite_server_that_is_killed_while_it_heals()
    : A_server_that_is_killed_while_it_heals(new HealedSqlite());

public sealed class A_postgres_server_that_is_killed_while_it_heals()
    : A_server_that_is_killed_while_it_heals(new HealedPostgres());
