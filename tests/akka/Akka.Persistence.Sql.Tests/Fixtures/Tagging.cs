using Akka.Persistence.Journal;

namespace Akka.Persistence.Sql.Tests.Fixtures;

/// <summary>Tags a text with every word in it that starts with a number sign.</summary>
public sealed class Tagging : IWriteEventAdapter
{
    public const string Binding = """
        event-adapters.tagging = "Akka.Persistence.Sql.Tests.Fixtures.Tagging, Akka.Persistence.Sql.Tests"
        event-adapter-bindings { "System.String" = tagging }
        """;

    public string Manifest(object evt) => "";

    public object ToJournal(object evt)
    {
        var tags = ((string)evt).Split(' ').Where(word => word.StartsWith('#')).ToList();
        return tags.Count == 0 ? evt : new Tagged(evt, tags.Select(tag => tag[1..]));
    }
}
