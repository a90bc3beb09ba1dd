using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ActorStream.Conversations;

/// <summary>
/// Names a conversation: 26 characters of lower-case base 32, 128 random bits, so that an id cannot be
/// guessed. Made by the server only.
/// </summary>
public readonly record struct ConversationId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;
    private const string PersistencePrefix = "conversation-";

    private ConversationId(string value) => Value = value;

    /// <summary>The 26 characters.</summary>
    public string Value { get; }

    /// <summary>The id of the persistent actor, as it stands in the journal.</summary>
    public string PersistenceId => PersistencePrefix + Value;

    /// <summary>Draws a new id from the operating system's random source.</summary>
    public static ConversationId New()
    {
        Span<byte> bits = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bits);
        return new(
            string.Create(
                Length,
                bits,
                static (characters, random) =>
                {
                    for (var i = 0; i < characters.Length; i++)
                        characters[i] = Alphabet[random[i] & 31];
                }
            )
        );
    }

    /// <summary>Reads an id. False for anything that this class cannot have made.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ConversationId id)
    {
        id = default;
        if (text is not { Length: Length })
            return false;
        foreach (var character in text)
        {
            if (!Alphabet.Contains(character, StringComparison.Ordinal))
                return false;
        }

        id = new(text);
        return true;
    }

    /// <summary>Reads the id out of a persistence id of the journal.</summary>
    public static bool TryParsePersistenceId(string persistenceId, out ConversationId id)
    {
        id = default;
        return persistenceId.StartsWith(PersistencePrefix, StringComparison.Ordinal)
            && TryParse(persistenceId[PersistencePrefix.Length..], out id);
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
