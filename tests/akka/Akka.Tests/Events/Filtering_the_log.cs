using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.Tests.Events;

public sealed class Filtering_the_log
{
    [Fact]
    public void What_no_filter_excludes_is_kept() =>
        Keeps(new LogFilterBuilder().ExcludeMessageContaining("secret"), "source", "plain")
            .ShouldBeTrue();

    [Fact]
    public void A_message_is_excluded_by_what_it_contains()
    {
        var filter = new LogFilterBuilder().ExcludeMessageContaining("secret");
        Keeps(filter, "source", "a secret thing").ShouldBeFalse();
        Keeps(filter, "secret", "a thing").ShouldBeTrue();
    }

    [Fact]
    public void A_message_is_excluded_by_a_pattern() =>
        Keeps(new LogFilterBuilder().ExcludeMessageRegex(Pattern("^[0-9]+$")), "source", "123")
            .ShouldBeFalse();

    [Fact]
    public void A_source_is_excluded_by_its_name()
    {
        Keeps(new LogFilterBuilder().ExcludeSourceExactly("noisy"), "noisy", "x").ShouldBeFalse();
        Keeps(new LogFilterBuilder().ExcludeSourceExactly("noisy"), "noisy2", "x").ShouldBeTrue();
        Keeps(new LogFilterBuilder().ExcludeSourceStartingWith("noi"), "noisy", "x")
            .ShouldBeFalse();
        Keeps(new LogFilterBuilder().ExcludeSourceEndingWith("isy"), "noisy", "x").ShouldBeFalse();
        Keeps(new LogFilterBuilder().ExcludeSourceContaining("ois"), "noisy", "x").ShouldBeFalse();
        Keeps(new LogFilterBuilder().ExcludeSourceRegex(Pattern("n.*y")), "noisy", "x")
            .ShouldBeFalse();
        Keeps(new LogFilterBuilder().ExcludeSourceContaining("ois"), "calm", "x").ShouldBeTrue();
    }

    [Fact]
    public void One_filter_of_several_is_enough()
    {
        var filter = new LogFilterBuilder()
            .ExcludeSourceExactly("noisy")
            .ExcludeMessageContaining("secret");
        Keeps(filter, "noisy", "plain").ShouldBeFalse();
        Keeps(filter, "calm", "secret").ShouldBeFalse();
        Keeps(filter, "calm", "plain").ShouldBeTrue();
    }

    private static Regex Pattern(string text) =>
        new(text, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool Keeps(LogFilterBuilder filter, string source, string message) =>
        filter
            .Build()
            .CreateEvaluator()
            .ShouldTryKeepMessage(new Info(source, typeof(object), message), out _);
}
