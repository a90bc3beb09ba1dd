using ActorStream.Cli.Output;

namespace ActorStream.Cli.Tests.Output;

public sealed class Escaping_text_for_a_terminal
{
    [Theory]
    [InlineData("Grüße, 世界, नमस्ते, 👩‍👩‍👧 ok")]
    [InlineData("")]
    [InlineData(@"a \ b")]
    public void Harmless_text_stays_as_it_is(string text) =>
        TerminalText.Escape(text).ShouldBeSameAs(text);

    [Theory]
    [InlineData("a\u001bb", @"a\x1bb")]
    [InlineData("a\nb\tc\rd", @"a\nb\tc\rd")]
    [InlineData("a\u0085b", @"a\x85b")]
    [InlineData("a\u202Eb", @"a\u202eb")]
    [InlineData("a\U000E0041b", @"a\U000e0041b")]
    public void The_rest_is_escaped(string text, string escaped) =>
        TerminalText.Escape(text).ShouldBe(escaped);

    [Fact]
    public void So_is_half_a_surrogate_pair()
    {
        TerminalText.Escape("a\uD800b").ShouldBe(@"a\ud800b");
        TerminalText.Escape("a\uDC00").ShouldBe(@"a\udc00");
    }

    [Fact]
    public void Lines_can_be_kept() =>
        TerminalText.Escape("a\nb\tc\rd", keepLines: true).ShouldBe("a\nb\tc\\rd");

    [Fact]
    public void One_line_is_cut_between_characters()
    {
        TerminalText.OneLine("abcdef", 6).ShouldBe("abcdef");
        TerminalText.OneLine("abcdefg", 6).ShouldBe("abcde…");
        TerminalText.OneLine("abcd👩👩", 6).ShouldBe("abcd…");
    }
}
