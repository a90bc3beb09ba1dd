using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class Substituting
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Fact]
    public void A_reference_stands_for_a_value() =>
        Parse("a = 1\nb = ${a}").GetInt("b").ShouldBe(1);

    [Fact]
    public void A_reference_may_point_forward() =>
        Parse("b = ${a.x}\na { x = 1 }").GetInt("b").ShouldBe(1);

    [Fact]
    public void A_reference_may_stand_within_text() =>
        Parse("a = world\nb = hello ${a}").GetString("b").ShouldBe("hello world");

    [EngineFact]
    public void An_object_can_be_inherited_and_changed()
    {
        var config = Parse("base { x = 1, y = 2 }\nchild = ${base} { y = 3 }");
        config.GetInt("child.x").ShouldBe(1);
        config.GetInt("child.y").ShouldBe(3);
        config.GetInt("base.y").ShouldBe(2);
    }

    [Fact]
    public void Arrays_can_be_joined() =>
        Parse("a = [1, 2]\nb = ${a} [3]").GetIntList("b").ShouldBe([1, 2, 3]);

    [Fact]
    public void An_optional_reference_to_nothing_is_nothing() =>
        Parse("b = ${?no.such.value}").GetString("b", "else").ShouldBeOneOf("else", null, "");

    [Fact]
    public void A_required_reference_to_nothing_is_an_error() =>
        Should.Throw<FormatException>(() => Parse("b = ${no.such.value}"));
}
