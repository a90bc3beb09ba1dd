using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class Reading_values
{
    private static readonly Config Example = ConfigurationFactory.ParseString(
        """
        # a comment
        app {
          name = "a b"        // another comment
          plain = some words here
          count : 42
          long = 4294967296
          ratio = 0.5
          on-a = on
          on-b = true
          off-a = off
          off-b = false
          wait = 1500 ms
          short = 20s
          bare = 250
          minutes = 2m
          hours = 1h
          days = 1d
          forever = infinite
          names = [a, "b c", d]
          numbers = [1, 2, 3]
          size = 128b
          kilo = 1 kB
          kibi = 1 KiB
          "quoted.key" = inside
          empty = ""
        }
        """
    );

    [Fact]
    public void Text_keeps_its_inner_blanks()
    {
        Example.GetString("app.name").ShouldBe("a b");
        Example.GetString("app.plain").ShouldBe("some words here");
        Example.GetString("app.empty").ShouldBe("");
    }

    [Fact]
    public void Numbers_are_read()
    {
        Example.GetInt("app.count").ShouldBe(42);
        Example.GetLong("app.long").ShouldBe(4294967296L);
        Example.GetDouble("app.ratio").ShouldBe(0.5);
        Example.GetFloat("app.ratio").ShouldBe(0.5f);
        Example.GetDecimal("app.ratio").ShouldBe(0.5m);
    }

    [Theory]
    [InlineData("app.on-a", true)]
    [InlineData("app.on-b", true)]
    [InlineData("app.off-a", false)]
    [InlineData("app.off-b", false)]
    public void Booleans_have_two_spellings(string path, bool expected) =>
        Example.GetBoolean(path, !expected).ShouldBe(expected);

    [Theory]
    [InlineData("app.wait", 1_500)]
    [InlineData("app.short", 20_000)]
    [InlineData("app.bare", 250)]
    [InlineData("app.minutes", 120_000)]
    [InlineData("app.hours", 3_600_000)]
    [InlineData("app.days", 86_400_000)]
    [InlineData("app.forever", -1)]
    public void Durations_have_units(string path, int milliseconds) =>
        Example.GetTimeSpan(path).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("app.size", 128)]
    [InlineData("app.kilo", 1_000)]
    [InlineData("app.kibi", 1_024)]
    public void Sizes_have_units(string path, long bytes) =>
        Example.GetByteSize(path).ShouldBe(bytes);

    [Fact]
    public void Arrays_are_read()
    {
        Example.GetStringList("app.names").ShouldBe(["a", "b c", "d"]);
        Example.GetIntList("app.numbers").ShouldBe([1, 2, 3]);
        Example.GetLongList("app.numbers").ShouldBe([1L, 2L, 3L]);
    }

    [Fact]
    public void A_quoted_key_may_contain_a_dot() =>
        Example.GetString("app.\"quoted.key\"").ShouldBe("inside");

    [Fact]
    public void A_missing_value_is_the_default()
    {
        Example.HasPath("app.missing").ShouldBeFalse();
        Example.GetString("app.missing").ShouldBeNull();
        Example.GetString("app.missing", "else").ShouldBe("else");
        Example.GetInt("app.missing", 7).ShouldBe(7);
        Example.GetBoolean("app.missing", true).ShouldBeTrue();
        Example.GetTimeSpan("app.missing", TimeSpan.FromSeconds(3)).Seconds.ShouldBe(3);
        Example.GetTimeSpan("app.missing").ShouldBe(TimeSpan.Zero);
        Example.GetStringList("app.missing").ShouldBeEmpty();
    }

    [Fact]
    public void A_section_is_a_configuration_of_its_own()
    {
        var app = Example.GetConfig("app");
        app.GetInt("count").ShouldBe(42);
        app.HasPath("app").ShouldBeFalse();
        app.IsNullOrEmpty().ShouldBeFalse();
        Example.GetConfig("nothing").IsNullOrEmpty().ShouldBeTrue();
    }

    [Fact]
    public void Top_level_keys_can_be_enumerated()
    {
        var config = ConfigurationFactory.ParseString("a = 1\nb = 2");
        config
            .AsEnumerable()
            .Select(item => (item.Key, item.Value.GetInt()))
            .ShouldBe([("a", 1), ("b", 2)], ignoreOrder: true);
    }

    [Fact]
    public void The_root_is_an_object() => Example.Root.IsObject().ShouldBeTrue();

    [Fact]
    public void Nonsense_is_not_a_number() =>
        Should.Throw<FormatException>(() => Example.GetInt("app.name"));
}
