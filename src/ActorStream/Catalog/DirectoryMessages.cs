using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Retention;

namespace ActorStream.Catalog;

/// <summary>
/// Asks for a page of the list, newest activity first. Answered with a <see cref="ConversationList"/>, or with
/// <see cref="ListNotReady"/> if the list is not complete in time.
/// </summary>
/// <param name="Limit">Entries at most.</param>
/// <param name="Before">Where the page before ended, or null for the first page.</param>
public sealed record GetConversations(int Limit, ListPosition? Before);

/// <summary>A page of the list.</summary>
/// <param name="Items">Newest activity first.</param>
/// <param name="Next">Where the next page begins, or null after the last.</param>
public sealed record ConversationList(IReadOnlyList<ConversationChanged> Items, ListPosition? Next);

/// <summary>The journal is still being read.</summary>
public sealed class ListNotReady
{
    private ListNotReady() { }

    /// <summary>The only one.</summary>
    public static ListNotReady Instance { get; } = new();
}

/// <summary>A place in the list.</summary>
public readonly record struct ListPosition(DateTimeOffset UpdatedAt, string ConversationId)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out ListPosition position)
    {
        position = default;
        var parts = text?.Split('-');
        if (
            parts is not [var ticks, var id]
            || !long.TryParse(ticks, out var number)
            || number < 0
            || number > DateTimeOffset.MaxValue.Ticks
            || !Conversations.ConversationId.TryParse(id, out _)
        )
        {
            return false;
        }

        position = new(new(number, TimeSpan.Zero), id);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{UpdatedAt.UtcTicks}-{ConversationId}";
}

/// <summary>Asks how many conversations there are.</summary>
public sealed record GetDirectoryCounts;

/// <summary>The answer.</summary>
/// <param name="Known">Conversations in the list.</param>
/// <param name="Running">Those of them with an open turn.</param>
/// <param name="Unmarked">Those that an earlier process left open and that are not marked yet.</param>
public sealed record DirectoryCounts(int Known, int Running, int Unmarked);

/// <summary>Asks how one conversation stands in the list.</summary>
public sealed record GetEntry(ConversationId ConversationId);

/// <summary>The answer: null if it is not known.</summary>
public sealed record DirectoryEntry(ConversationChanged? Entry);

/// <summary>
/// Asks for every conversation as retention sees it. Answered with <see cref="RetentionCandidates"/>, which
/// is empty until the list is complete.
/// </summary>
internal sealed record GetRetentionCandidates;

/// <summary>The answer.</summary>
internal sealed record RetentionCandidates(IReadOnlyList<RetentionCandidate> Items);

/// <summary>Asks whether the list is complete and every open turn of an earlier life is marked.</summary>
public sealed record GetReadiness;

/// <summary>The answer.</summary>
/// <param name="IsReady">Whether it is so.</param>
/// <param name="Healing">Conversations that are still being marked.</param>
public sealed record Readiness(bool IsReady, int Healing);
