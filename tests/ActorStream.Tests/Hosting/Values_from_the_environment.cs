using ActorStream.Hosting;
using Akka.Configuration;

namespace ActorStream.Tests.Hosting;

public sealed class Values_from_the_environment
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["DRAIN"] = "7s",
        ["MODEL"] = "C:\\a \"model\"\nof two lines # not a comment",
    };

    private static Config Read(string hocon) =>
        ConfigurationFactory.ParseString(
            EnvironmentValues.FillIn(hocon, name => Variables.GetValueOrDefault(name))
        );

    [Fact]
    public void Take_the_place_of_the_default() =>
        Read("a {\n  drain = 5s\n  drain = ${?DRAIN}\n}")
            .GetTimeSpan("a.drain")
            .ShouldBe(TimeSpan.FromSeconds(7));

    [Fact]
    public void Leave_the_default_where_they_are_not_set() =>
        Read("a {\n  drain = 5s\n  drain = ${?NOT_SET}\n}")
            .GetTimeSpan("a.drain")
            .ShouldBe(TimeSpan.FromSeconds(5));

    [Fact]
    public void Leave_a_key_without_a_default_out() =>
        Read("a.b = 1\r\na.c = ${?NOT_SET}\r\n").HasPath("a.c").ShouldBeFalse();

    [Fact]
    public void Are_text_whatever_they_hold() =>
        Read("model = ${?MODEL}").GetString("model").ShouldBe(Variables["MODEL"]);

    [Fact]
    public void Stand_on_a_line_of_their_own() =>
        EnvironmentValues
            .FillIn("# a ${?DRAIN} in a comment\nb = x${?DRAIN}", _ => "value")
            .ShouldBe("# a ${?DRAIN} in a comment\nb = x${?DRAIN}");
}
