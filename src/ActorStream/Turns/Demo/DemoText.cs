namespace ActorStream.Turns.Demo;

/// <summary>Makes the demonstration's paragraphs up, word by word.</summary>
internal static class DemoText
{
    private const int DefaultSentences = 14;
    private const int SentencesPerParagraph = 4;

    private static readonly string[] Openings =
    [
        "This is a demonstration, so nothing here was thought by a model.",
        "You are reading the built-in demonstration; its words are drawn from a small box.",
        "No model was asked: the demonstration makes its sentences up as it goes.",
    ];

    private static readonly string[] Subjects =
    [
        "The conversation",
        "An actor with a journal",
        "Each chunk of this answer",
        "The viewer on the other side",
        "A closed tab",
        "The stream behind this page",
        "A patient cursor",
        "The next sentence",
    ];

    private static readonly string[] Verbs =
    [
        "is written down before",
        "waits calmly until",
        "does not mind when",
        "carries on while",
        "remembers what happened after",
        "picks up exactly where",
        "never asks whether",
        "arrives in order, however often",
    ];

    private static readonly string[] Endings =
    [
        "anybody has seen it.",
        "somebody looks again.",
        "the connection goes away.",
        "nobody is watching.",
        "the page is opened once more.",
        "the last byte was read.",
        "the network has a bad day.",
        "two tabs follow along at once.",
    ];

    /// <summary>Pieces of about a word each; as many as asked for, or a few paragraphs.</summary>
    public static IEnumerable<string> Chunks(string prompt, int seed, int? count)
    {
        var random = new Random(Mix(prompt, seed));
        var given = 0;
        for (var sentence = 0; count is not null || sentence < DefaultSentences; sentence++)
        {
            var gap = GapBefore(sentence);
            foreach (var word in Sentence(random, sentence).Split(' '))
            {
                if (given == count)
                    yield break;
                yield return gap + word;
                gap = " ";
                given++;
            }
        }
    }

    private static string GapBefore(int sentence) =>
        sentence == 0 ? ""
        : sentence % SentencesPerParagraph == 0 ? "\n\n"
        : " ";

    private static string Sentence(Random random, int number) =>
        number == 0
            ? Pick(random, Openings)
            : $"{Pick(random, Subjects)} {Pick(random, Verbs)} {Pick(random, Endings)}";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    /// <summary>A hash that is the same in every process, which string.GetHashCode is not.</summary>
    private static int Mix(string prompt, int seed)
    {
        var hash = unchecked((uint)seed * 2_654_435_761u);
        foreach (var character in prompt)
            hash = unchecked((hash ^ character) * 16_777_619u);
        return unchecked((int)hash);
    }
}
