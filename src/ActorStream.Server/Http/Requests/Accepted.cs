using Microsoft.Net.Http.Headers;

namespace ActorStream.Server.Http.Requests;

/// <summary>What a client wants to be answered with, where there is a choice.</summary>
internal enum Accepted
{
    Json,
    EventStream,
    Neither,
}

/// <summary>Reads the <c>Accept</c> header.</summary>
internal static class AcceptHeader
{
    /// <summary>
    /// JSON is the default, and what <c>*/*</c> means; an event stream has to be asked for by name.
    /// Where both are named, the one with the higher weight wins, and the stream if they are equal.
    /// </summary>
    public static Accepted Read(HttpRequest request)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0)
            return Accepted.Json;
        if (!MediaTypeHeaderValue.TryParseList(header, out var types))
            return Accepted.Neither;

        var (json, stream) = (Weight.None, Weight.None);
        foreach (var type in types)
        {
            var quality = type.Quality ?? 1;
            json = json.Or(type, "application", "json", quality);
            stream = stream.Or(type, "text", "event-stream", quality);
        }

        var streamWanted = stream.Precision > 0 ? stream.Quality : 0;
        if (streamWanted > 0 && (streamWanted > json.Quality || IsAsGood(stream, json)))
            return Accepted.EventStream;
        return json.Quality > 0 ? Accepted.Json : Accepted.Neither;
    }

    /// <summary>Whether at least one of these forms will do; without the header every one does.</summary>
    public static bool Allows(HttpRequest request, IReadOnlyList<string> forms)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0)
            return true;
        return MediaTypeHeaderValue.TryParseList(header, out var ranges)
            && forms.Any(form => WeightOf(form.Split('/'), ranges).Quality > 0);
    }

    private static Weight WeightOf(string[] names, IEnumerable<MediaTypeHeaderValue> ranges) =>
        ranges.Aggregate(
            Weight.None,
            (weight, range) => weight.Or(range, names[0], names[1], range.Quality ?? 1)
        );

    private static bool IsAsGood(Weight stream, Weight json) =>
        stream.Quality == json.Quality && stream.Precision >= json.Precision;

    /// <summary>The quality that the most precise range gives to a type; 0 is */*, 2 the type itself.</summary>
    private readonly record struct Weight(int Precision, double Quality)
    {
        public static Weight None { get; } = new(-1, 0);

        public Weight Or(MediaTypeHeaderValue range, string type, string subtype, double quality)
        {
            var precision =
                range.MatchesAllTypes ? 0
                : !range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) ? -1
                : range.MatchesAllSubTypes ? 1
                : range.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase) ? 2
                : -1;
            return precision > Precision ? new(precision, quality) : this;
        }
    }
}
