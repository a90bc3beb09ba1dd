using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class Falling_back
{
    private static readonly Config First = ConfigurationFactory.ParseString(
        "a { x = 1, only = here }"
    );
    private static readonly Config Second = ConfigurationFactory.ParseString(
        "a { x = 2, y = 3 }\nb = 4"
    );
    private static readonly Config Third = ConfigurationFactory.ParseString("a.z = 5\nb = 6");

    [Fact]
    public void The_first_one_that_has_a_key_wins()
    {
        var config = First.WithFallback(Second).WithFallback(Third);
        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(3);
        config.GetInt("a.z").ShouldBe(5);
        config.GetInt("b").ShouldBe(4);
        config.HasPath("a.z").ShouldBeTrue();
    }

    [Fact]
    public void It_does_not_matter_how_the_chain_was_built()
    {
        var config = First.WithFallback(Second.WithFallback(Third));
        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.z").ShouldBe(5);
        config.GetInt("b").ShouldBe(4);
    }

    [Fact]
    public void A_section_is_merged_across_the_chain()
    {
        var a = First.WithFallback(Second).WithFallback(Third).GetConfig("a");
        a.GetInt("x").ShouldBe(1);
        a.GetInt("y").ShouldBe(3);
        a.GetInt("z").ShouldBe(5);
        a.GetString("only").ShouldBe("here");
    }

    [Fact]
    public void The_originals_stay_as_they_are()
    {
        _ = First.WithFallback(Second);
        First.HasPath("b").ShouldBeFalse();
        Second.GetInt("a.x").ShouldBe(2);
    }

    [Fact]
    public void Nothing_to_fall_back_to_changes_nothing()
    {
        First.WithFallback(null!).GetInt("a.x").ShouldBe(1);
        First.WithFallback(ConfigurationFactory.Empty).GetInt("a.x").ShouldBe(1);
        ConfigurationFactory.Empty.WithFallback(First).GetInt("a.x").ShouldBe(1);
    }

    [Fact]
    public void A_configuration_cannot_fall_back_to_itself() =>
        Should.Throw<ArgumentException>(() => First.WithFallback(First));

    [Fact]
    public void A_missing_configuration_can_fall_back_safely()
    {
        Config? none = null;
        none!.SafeWithFallback(First).GetInt("a.x").ShouldBe(1);
        First.SafeWithFallback(Second).GetInt("b").ShouldBe(4);
    }

    [Fact]
    public void All_top_level_keys_are_enumerated_once() =>
        First
            .WithFallback(Second)
            .AsEnumerable()
            .Select(item => item.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["a", "b"]);

    [Fact]
    public void Text_can_be_added_as_a_fallback()
    {
        var config = First + "c = 7";
        config.GetInt("c").ShouldBe(7);
        config.GetInt("a.x").ShouldBe(1);
    }
}
