using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace ActorStream.Browser.Tests.Inspector;

/// <summary>I15, as an operator sees it.</summary>
public sealed class A_damaged_row(Support.Browser browser) : OwnServerTest(browser)
{
    private const int Damaged = 5;

    [Fact]
    public async Task Is_marked_with_its_reason_and_its_bytes()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );

        await Assertions
            .Expect(inspector.Row(Damaged))
            .ToHaveAttributeAsync("data-kind", "damaged");
        await Assertions.Expect(inspector.Row(Damaged)).ToContainTextAsync("damaged");
        await Assertions
            .Expect(inspector.Row(Damaged + 1))
            .ToHaveAttributeAsync("data-kind", "chunk");
        await Assertions
            .Expect(inspector.Get("damage-banner"))
            .ToContainTextAsync($"at event {Damaged}");

        await inspector.Get("next-damaged").ClickAsync();
        await Assertions
            .Expect(inspector.Row(Damaged))
            .ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(inspector.Get("damage")).ToContainTextAsync("damaged");
        await Assertions.Expect(inspector.Get("hex")).ToContainTextAsync("000000  01 ");

        await inspector.GoToConversationAsync(conversation, "replay");
        await Assertions.Expect(inspector.Get("past-transcript")).ToContainTextAsync("Damaged");
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Healing_shows_what_it_would_do_before_it_does_anything()
    {
        string conversation = await CreateDamagedAsync();
        var applied = new List<string>();
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        inspector.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/heal", StringComparison.Ordinal))
            {
                applied.Add(request.PostData!);
            }
        };

        await inspector.Get("heal").ClickAsync();
        ILocator dialog = inspector.Get("heal-dialog");
        await Assertions.Expect(dialog).ToContainTextAsync("Nothing has been changed yet.");
        await Assertions.Expect(dialog.Locator("li").First).ToContainTextAsync($"{Damaged}");
        await inspector.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(inspector.Outcome).ToHaveTextAsync("Nothing was changed.");
        applied.ShouldBe(["""{"apply":false}"""]);
    }

    [Fact]
    public async Task Healing_replaces_it_while_the_server_runs_and_tells_what_is_lost()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync(
            $"#/conversations/{conversation}/events"
        );
        await Assertions
            .Expect(inspector.Row(Damaged))
            .ToHaveAttributeAsync("data-kind", "damaged");

        await inspector.Get("heal").ClickAsync();
        await Assertions
            .Expect(inspector.Get("heal-loss"))
            .ToHaveTextAsync("Lost: a piece of an answer.");
        await inspector.Get("confirm").ClickAsync();

        await Assertions
            .Expect(inspector.Outcome)
            .ToContainTextAsync(
                "Healed: 1 step. Lost: a piece of an answer. The damaged rows are in"
            );
        await Assertions.Expect(inspector.Row(Damaged)).ToHaveAttributeAsync("data-kind", "chunk");
        await Assertions.Expect(inspector.Get("damage-banner")).ToBeHiddenAsync();
        Directory
            .GetFiles(
                Path.GetDirectoryName(Server.JournalFile)!,
                $"conversation-{conversation}.quarantine-*.jsonl"
            )
            .ShouldHaveSingleItem();
        inspector.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_is_not_true_any_more_is_refused_and_says_so()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        await inspector.Get("heal").ClickAsync();
        await using (var connection = new SqliteConnection($"Data Source={Server.JournalFile}"))
        {
            await connection.OpenAsync();
            await using var remove = connection.CreateCommand();
            remove.CommandText = """
                PRAGMA wal_autocheckpoint = 0;
                DELETE FROM journal WHERE persistence_id = $id AND sequence_number = 4
                """;
            remove.Parameters.AddWithValue("$id", $"conversation-{conversation}");
            (await remove.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        await inspector.Get("confirm").ClickAsync();

        await Assertions
            .Expect(inspector.Outcome)
            .ToContainTextAsync("Nothing was changed. Ask for the plan again.");
    }

    [Fact]
    public async Task Healing_that_needs_the_server_to_be_stopped_says_how()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        await inspector.Page.RouteAsync(
            "**/heal",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "application/json",
                        Body = $$"""
                        {"applied":false,"findings":[],"obstacle":null,"plan":"0",
                         "steps":[{"kind":"replace","sequenceNr":5,"detail":"","live":false,"lost":null}],
                         "offline":"actorstream journal heal {{conversation}} --apply"}
                        """,
                    }
                )
        );

        await inspector.Get("heal").ClickAsync();

        await Assertions
            .Expect(inspector.Get("heal-offline"))
            .ToContainTextAsync($"actorstream journal heal {conversation} --apply");
        await Assertions.Expect(inspector.Get("confirm")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Contradictions_are_told_because_nobody_can_heal_them()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync($"#/conversations/{conversation}");
        await inspector.Page.RouteAsync(
            "**/heal",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "application/json",
                        Body =
                            """{"applied":false,"findings":[],"steps":[],"obstacle":"Two ends.","offline":null}""",
                    }
                )
        );

        await inspector.Get("heal").ClickAsync();

        await Assertions
            .Expect(inspector.Outcome)
            .ToHaveTextAsync("It cannot be healed: Two ends.");
    }

    [Fact]
    public async Task Verifying_the_journal_finds_it_and_leads_to_it()
    {
        string conversation = await CreateDamagedAsync();
        InspectorPage inspector = await OpenInspectorAsync("#/checks");

        await inspector.Get("verify").ClickAsync();

        await Assertions.Expect(inspector.Get("verify-status")).ToContainTextAsync("1 finding");
        ILocator finding = inspector.Get("finding");
        await Assertions.Expect(finding).ToHaveCountAsync(1);
        await finding.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions
            .Expect(inspector.Row(Damaged))
            .ToHaveAttributeAsync("aria-selected", "true");
        inspector.Page.Url.ShouldContain($"/conversations/{conversation}/events");
    }

    private async Task<string> CreateDamagedAsync()
    {
        string conversation = await CreateAnsweredAsync("To be damaged", chunks: 8);
        await Server.StopAsync();
        await using (var connection = new SqliteConnection($"Data Source={Server.JournalFile}"))
        {
            await connection.OpenAsync();
            await using var flip = connection.CreateCommand();
            flip.CommandText = """
                UPDATE journal SET message = CAST(x'01' || substr(message, 2) AS BLOB)
                WHERE persistence_id = $id AND sequence_number = $number
                """;
            flip.Parameters.AddWithValue("$id", $"conversation-{conversation}");
            flip.Parameters.AddWithValue("$number", Damaged);
            (await flip.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        SqliteConnection.ClearAllPools();
        await Server.StartAsync();
        return conversation;
    }
}
