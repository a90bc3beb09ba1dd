using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Tests.Configuration;

public class Including
{
    private static readonly Dictionary<string, string> Documents = new(StringComparer.Ordinal)
    {
        ["base.conf"] = "app { x = 1, y = 2 }",
        ["nested.conf"] = "include \"base.conf\"\napp.y = 3",
    };

    private static HoconRoot Include(string name) => Parser.Parse(Documents[name], Include);

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon, Include);

    [Fact]
    public void An_included_document_is_merged_where_it_stands()
    {
        var config = Parse("include \"base.conf\"\napp { y = 9, z = 4 }");
        config.GetInt("app.x").ShouldBe(1);
        config.GetInt("app.y").ShouldBe(9);
        config.GetInt("app.z").ShouldBe(4);
    }

    [Fact]
    public void An_included_document_may_include_others()
    {
        var config = Parse("include \"nested.conf\"");
        config.GetInt("app.x").ShouldBe(1);
        config.GetInt("app.y").ShouldBe(3);
    }

    [Fact]
    public void Later_values_win_over_included_ones() =>
        Parse("include \"base.conf\"\napp.x = 5").GetInt("app.x").ShouldBe(5);
}
