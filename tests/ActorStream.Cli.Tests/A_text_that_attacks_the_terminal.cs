using System.Text;
using System.Text.Json;

namespace ActorStream.Cli.Tests;

/// <summary>SECURITY H40: what a model or a user wrote does nothing to the operator's terminal.</summary>
public sealed class A_text_that_attacks_the_terminal : IDisposable
{
    private const string Attack =
        "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202Egnp.exe\u2066\u200F\r\b\u0000 \uFEFF\u2028end";

    private readonly JournalFixture _journal = new();

    public A_text_that_attacks_the_terminal()
    {
        var text = JsonSerializer.Serialize(Attack);
        _journal
            .Add(
                JournalFixture.Id,
                "conversation-started.v1",
                """{"incarnation":"9f3c21ab","title":null,"at":"2026-01-31T12:00:00.000000Z"}"""
            )
            .Add(
                JournalFixture.Id,
                "turn-started.v1",
                $$"""{"turnId":"t1","prompt":{{text}},"provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:01.000000Z"}"""
            )
            .Add(
                JournalFixture.Id,
                "chunk.v1",
                $$"""{"turnId":"t1","kind":"text","text":{{text}},"at":"2026-01-31T12:00:02.000000Z"}"""
            )
            .Add(
                JournalFixture.Id,
                "turn-failed.v1",
                $$"""{"turnId":"t1","failure":{"type":"urn:actorstream:provider-error","title":{{text}},"detail":null},"at":"2026-01-31T12:00:03.000000Z"}"""
            )
            .Add(JournalFixture.Id, Attack, "{}");
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("ls", "--json")]
    [InlineData("show", JournalFixture.Id)]
    [InlineData("show", JournalFixture.Id, "--json")]
    [InlineData("show", JournalFixture.Id, "--events")]
    [InlineData("show", JournalFixture.Id, "--events", "--json")]
    [InlineData("tail")]
    [InlineData("show", Attack)]
    public async Task Is_escaped_in_every_output(params string[] arguments)
    {
        var outcome = await CommandLine.RunOnTerminalAsync([
            "journal",
            .. arguments,
            "--db",
            _journal.Path,
        ]);

        foreach (var rune in (outcome.Out + outcome.Error).EnumerateRunes())
        {
            var harmless =
                rune.Value == '\n'
                || Rune.GetUnicodeCategory(rune)
                    is not (
                        System.Globalization.UnicodeCategory.Control
                        or System.Globalization.UnicodeCategory.Format
                        or System.Globalization.UnicodeCategory.LineSeparator
                    );
            harmless.ShouldBeTrue($"U+{rune.Value:X4} in {outcome.Out}");
        }
    }

    [Fact]
    public async Task Is_shown_as_escapes_that_say_what_it_was()
    {
        var outcome = await CommandLine.RunOnTerminalAsync(
            "journal",
            "show",
            JournalFixture.Id,
            "--db",
            _journal.Path
        );

        outcome.Out.ShouldContain(@"\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066\u200f");
    }

    [Fact]
    public async Task Loses_nothing_in_json()
    {
        var outcome = await CommandLine.RunAsync(
            "journal",
            "show",
            JournalFixture.Id,
            "--db",
            _journal.Path
        );

        JsonElement
            .Parse(outcome.Lines.Single())
            .GetProperty("turns")[0]
            .GetProperty("parts")[0]
            .GetProperty("text")
            .GetString()
            .ShouldBe(Attack);
    }

    public void Dispose() => _journal.Dispose();
}
