using Akka.Configuration;

namespace Akka.Tests.Configuration;

public class Writing_documents
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("a = 1")]
    [InlineData("a : 1")]
    [InlineData("{ a : 1 }")]
    [InlineData("{ \"a\" : 1 }")]
    [InlineData("a=1,")]
    [InlineData("  a = 1 # one")]
    [InlineData("a = 1\r\n")]
    public void A_value_is_assigned_in_many_ways(string hocon) =>
        Parse(hocon).GetInt("a").ShouldBe(1);

    [Theory]
    [InlineData("a.b.c = 1")]
    [InlineData("a { b { c = 1 } }")]
    [InlineData("a { b.c = 1 }")]
    [InlineData("a = { b : { c = 1 } }")]
    [InlineData("a.b { c = 1 }")]
    [InlineData("{\"a\":{\"b\":{\"c\":1}}}")]
    public void Objects_and_dotted_keys_are_the_same(string hocon) =>
        Parse(hocon).GetInt("a.b.c").ShouldBe(1);

    [Fact]
    public void Objects_of_one_name_grow_together()
    {
        var config = Parse("a { x = 1, y = 2 }\na { y = 3, z = 4 }");
        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(3);
        config.GetInt("a.z").ShouldBe(4);
    }

    [Fact]
    public void A_later_value_takes_the_place_of_an_earlier_one() =>
        Parse("a = 1\na = 2").GetInt("a").ShouldBe(2);

    [Fact]
    public void Arrays_may_span_lines_without_commas() =>
        Parse("a = [\n 1\n 2\n 3\n]").GetIntList("a").ShouldBe([1, 2, 3]);

    [Fact]
    public void Arrays_hold_objects()
    {
        var list = Parse("a = [ { x = 1 }, { x = 2 } ]").GetValue("a").GetArray();
        list.Select(item => item.GetObject().GetKey("x").GetInt()).ShouldBe([1, 2]);
    }

    [Fact]
    public void Quoted_text_has_escapes() =>
        Parse("""a = "1\n2\t\"x\" \\" """).GetString("a").ShouldBe("1\n2\t\"x\" \\");

    [Fact]
    public void Text_in_three_quotes_spans_lines() =>
        Parse("a = \"\"\"one\n \"two\" \\n\"\"\"").GetString("a").ShouldBe("one\n \"two\" \\n");

    [Fact]
    public void A_word_is_not_a_comment() =>
        Parse("a = one/two").GetString("a").ShouldBe("one/two");

    [Fact]
    public void Nothing_is_an_empty_configuration()
    {
        Parse("").IsEmpty.ShouldBeTrue();
        ConfigurationFactory.Empty.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_document_that_refers_to_nothing_is_refused() =>
        Should.Throw<FormatException>(() => Parse("a = ${missing}"));

    [EngineFact]
    public void A_document_that_is_not_closed_is_refused()
    {
        Should.Throw<Exception>(() => Parse("a { b = 1"));
        Should.Throw<Exception>(() => Parse("a = [1, 2"));
    }

    [Fact]
    public void A_document_survives_being_printed()
    {
        var again = Parse(Parse("a { b = 1, c = [x, y] }").ToString());
        again.GetInt("a.b").ShouldBe(1);
        again.GetStringList("a.c").ShouldBe(["x", "y"]);
    }

    [EngineFact]
    public void A_printed_document_keeps_its_quotes() =>
        Parse(Parse("a { \"d.e\" = \"f g\" }").ToString()).GetString("a.\"d.e\"").ShouldBe("f g");

    [Fact]
    public void Text_turns_into_a_configuration()
    {
        Config config = "a = 1";
        config.GetInt("a").ShouldBe(1);
    }
}
