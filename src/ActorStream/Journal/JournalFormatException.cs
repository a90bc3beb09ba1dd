namespace ActorStream.Journal;

/// <summary>What is wrong with a payload.</summary>
public enum PayloadDamage
{
    /// <summary>Its bytes are not those that were written.</summary>
    Checksum,

    /// <summary>Nobody knows the manifest, or it cannot be this payload's.</summary>
    Manifest,

    /// <summary>It cannot be read as what the manifest says.</summary>
    Content,
}

/// <summary>A row of the journal does not hold what it should. The message never quotes the row.</summary>
public sealed class JournalFormatException(
    PayloadDamage damage,
    string message,
    Exception? inner = null
) : Exception(message, inner)
{
    /// <summary>What is wrong.</summary>
    public PayloadDamage Damage { get; } = damage;
}
