using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Tests.Configuration;

public class Reading_the_rest_of_the_specification
{
    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);

    [EngineFact]
    public void Yes_and_no_are_booleans()
    {
        Parse("a = yes").GetBoolean("a").ShouldBeTrue();
        Parse("a = no").GetBoolean("a", true).ShouldBeFalse();
    }

    [EngineFact]
    public void An_included_document_may_refer_to_its_own_values() =>
        ConfigurationFactory
            .ParseString("include \"x\"", _ => Parser.Parse("a { x = 1, y = ${a.x} }", null!))
            .GetInt("a.y")
            .ShouldBe(1);

    [EngineFact]
    public void A_value_may_refer_to_what_it_was()
    {
        Parse("a = [1]\na = ${a} [2]").GetIntList("a").ShouldBe([1, 2]);
        Parse("path = /bin\npath = ${path}\":/usr/bin\"")
            .GetString("path")
            .ShouldBe("/bin:/usr/bin");
        Parse("a { x = 1 }\na = ${a} { y = 2 }").GetInt("a.x").ShouldBe(1);
        Parse("a = 1\na = ${a}2\na = ${a}3").GetString("a").ShouldBe("123");
    }

    [EngineFact]
    public void An_element_can_be_added_to_an_array()
    {
        Parse("a = [1]\na += 2\na += 3").GetIntList("a").ShouldBe([1, 2, 3]);
        Parse("a += 1").GetIntList("a").ShouldBe([1]);
        Parse("o { a = [1] }\no { a += 2 }").GetIntList("o.a").ShouldBe([1, 2]);
    }

    [EngineFact]
    public void An_optional_reference_to_nothing_leaves_the_earlier_value()
    {
        Parse("port = 80\nport = ${?NO_SUCH_VARIABLE}").GetInt("port").ShouldBe(80);
        Parse("a = ${?no.such}").HasPath("a").ShouldBeFalse();
        Parse("a = [1, ${?no.such}, 2]").GetIntList("a").ShouldBe([1, 2]);
        Parse("a = x${?no.such}y").GetString("a").ShouldBe("xy");
    }

    [EngineFact]
    public void The_environment_is_the_last_resort()
    {
        var name = $"AKKA_HOCON_TEST_{Environment.ProcessId}";
        Environment.SetEnvironmentVariable(name, "8080");
        try
        {
            Parse($"port = 80\nport = ${{?{name}}}").GetInt("port").ShouldBe(8080);
            Parse($"port = ${{{name}}}").GetInt("port").ShouldBe(8080);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [EngineFact]
    public void References_in_a_circle_are_an_error()
    {
        Should.Throw<FormatException>(() => Parse("a = ${b}\nb = ${a}"));
        Should.Throw<FormatException>(() => Parse("a = ${a}"));
        Should.Throw<FormatException>(() => Parse("a { x = 1, y = ${a} }"));
    }

    [EngineFact]
    public void An_object_may_refer_to_its_own_keys()
    {
        Parse("a { x = 1, y = ${a.x} }").GetInt("a.y").ShouldBe(1);
        Parse("b = ${a} { x = 2 }\na { x = 1, y = ${a.x} }").GetInt("b.y").ShouldBe(1);
        Parse("a { x = 1, y = ${a.x} }\na.x = 2").GetInt("a.y").ShouldBe(2);
    }

    [EngineFact]
    public void A_reference_that_turns_out_to_be_an_object_is_merged()
    {
        var config = Parse("b { x = 1, y = 1 }\na = { y = 2, z = 3 }\na = ${b}");
        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(1);
        config.GetInt("a.z").ShouldBe(3);
        Parse("b { x = 1 }\na = ${b}\na { y = 2 }").GetInt("a.x").ShouldBe(1);
    }

    [EngineFact]
    public void Objects_next_to_each_other_are_merged() =>
        Parse("a = { x = 1 } { y = 2 }").GetInt("a.y").ShouldBe(2);

    [EngineFact]
    public void Arrays_next_to_each_other_are_joined() =>
        Parse("a = [1] [2]").GetIntList("a").ShouldBe([1, 2]);

    [EngineFact]
    public void Keys_may_hold_blanks_and_quotes()
    {
        Parse("a b = 1").GetInt("\"a b\"").ShouldBe(1);
        Parse("a.\"b.c\".d = 1").GetInt("a.\"b.c\".d").ShouldBe(1);
        Parse("\"/user/*\" { x = 1 }").GetInt("\"/user/*\".x").ShouldBe(1);
    }

    [EngineFact]
    public void Null_is_a_value()
    {
        var config = Parse("a = null");
        config.HasPath("a").ShouldBeTrue();
        config.GetString("a").ShouldBeNull();
    }

    [EngineFact]
    public void Numbers_are_read_in_other_forms()
    {
        Parse("a = 0x10").GetInt("a").ShouldBe(16);
        Parse("a = 1e3").GetInt("a").ShouldBe(1000);
        Parse("a = -1.5").GetDouble("a").ShouldBe(-1.5);
        Should.Throw<OverflowException>(() => Parse("a = 4294967296").GetInt("a"));
    }

    [EngineFact]
    public void Small_durations_are_read()
    {
        Parse("a = 5us").GetTimeSpan("a").ShouldBe(TimeSpan.FromMicroseconds(5));
        Parse("a = 500ns").GetTimeSpan("a").Ticks.ShouldBe(5);
        Parse("a = 1.5 seconds").GetTimeSpan("a").ShouldBe(TimeSpan.FromSeconds(1.5));
        Should.Throw<FormatException>(() => Parse("a = 5 lightyears").GetTimeSpan("a"));
    }

    [EngineFact]
    public void Unicode_can_be_escaped() =>
        Parse("""a = "\u00e9\/" """).GetString("a").ShouldBe("é/");

    [EngineFact]
    public void Quotes_before_the_closing_three_belong_to_the_text() =>
        Parse("a = \"\"\"say \"hi\"\"\"\"").GetString("a").ShouldBe("say \"hi\"");

    [EngineFact]
    public void An_error_says_where_it_is()
    {
        Error("a = 1\nb = [1, 2").ShouldContain("line 2, column 10");
        Error("a = 1\n\n  b ? 2").ShouldContain("line 3, column 5");
        Error("x = ${no.such}").ShouldContain("line 1, column 5");
        Error("a = b@c").ShouldContain("quotes");
        Error("a = \"no end").ShouldContain("line 1, column 5");
        Error("a = 1 }").ShouldContain("column 7");
        Error("a = [1,, 2]").ShouldContain("column 8");

        static string Error(string hocon) =>
            Should.Throw<FormatException>(() => Parse(hocon)).Message;
    }

    [EngineFact]
    public void Endless_nesting_is_refused() =>
        Should.Throw<FormatException>(() => Parse("a = " + new string('[', 100_000)));

    [EngineFact]
    public void Files_include_files_that_lie_beside_them()
    {
        var folder = Directory.CreateTempSubdirectory("hocon").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "inner"));
            File.WriteAllText(
                Path.Combine(folder, "main.conf"),
                "include \"inner/a.conf\"\ntop = 1"
            );
            File.WriteAllText(
                Path.Combine(folder, "inner", "a.conf"),
                "include \"b.conf\"\nfrom-top = ${top}"
            );
            File.WriteAllText(Path.Combine(folder, "inner", "b.conf"), "b = 2, c = ${b}");
            var main = Path.Combine(folder, "main.conf");
            var config = Parse($"nested {{ include \"{main}\" }}\ntop = 3");
            config.GetInt("nested.b").ShouldBe(2);
            config.GetInt("nested.c").ShouldBe(2);
            config.GetInt("nested.from-top").ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [EngineFact]
    public void Only_a_required_include_must_be_there()
    {
        Parse("include \"no-such.conf\"\na = 1").GetInt("a").ShouldBe(1);
        Should.Throw<FormatException>(() => Parse("include required(\"no-such.conf\")"));
        Should.Throw<FormatException>(() => Parse("include required(file(\"no-such.conf\"))"));
    }

    [EngineFact]
    public void The_word_include_can_be_a_key() =>
        Parse("include = 1\nincluded = 2").GetInt("included").ShouldBe(2);

    [EngineFact]
    public void A_document_that_is_included_twice_stays_as_it_is()
    {
        var shared = Parser.Parse("x { y = 1 }", null!);
        var first = ConfigurationFactory.ParseString("include \"s\"\nx.y = 2", _ => shared);
        var second = ConfigurationFactory.ParseString("include \"s\"", _ => shared);
        first.GetInt("x.y").ShouldBe(2);
        second.GetInt("x.y").ShouldBe(1);
    }
}
