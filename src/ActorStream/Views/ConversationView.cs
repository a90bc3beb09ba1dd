using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using Akka;
using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Util;

namespace ActorStream.Views;

/// <summary>
/// One viewer's way through a conversation: asks the conversation what comes after its cursor, reads
/// pages of the journal while it is told that it is behind, and is answered later when it is up to
/// date. Replay and live are one path, so there is no seam between them; nothing is kept for a viewer
/// but its cursor and the batch in its hands.
/// </summary>
internal sealed class ConversationView(
    IActorRef region,
    IEventReader reader,
    ConversationId id,
    TurnId? until,
    TimeSpan patience
)
{
    /// <summary>Events per page of the journal: large enough to be worth a query, small in memory.</summary>
    private const int PageSize = 128;

    /// <summary>
    /// The view as a source. Ends when the conversation is erased, or after the end of
    /// <c>until</c>.
    /// </summary>
    public Source<ViewItem, NotUsed> From(Cursor? after) =>
        Source.UnfoldAsync<Position, ViewItem>(
            new(after, false),
            position => NextAsync(position).FailingIfCancelled()
        );

    private async Task<Option<(Position, ViewItem)>> NextAsync(Position position)
    {
        if (position.IsLast)
            return Option<(Position, ViewItem)>.None;
        while (true)
        {
            switch (await AskAsync(position))
            {
                case ViewAnswer.Events { Items: var items }:
                    return Step(items);
                case ViewAnswer.Behind behind:
                    var page = await PageAsync(behind);
                    if (page is null)
                        return Damaged;
                    // An empty page: erased in between. The next answer says so.
                    if (page.Count > 0)
                        return Step(page);
                    break;
                case CommandRefused { Reason: RefusalReason.JournalDamaged }:
                    return Damaged;
                case ViewAnswer.Reset reset:
                    return (
                        new Position(new(reset.Incarnation, 0), false),
                        new ViewItem.Reset(reset.Incarnation)
                    );
                case ViewAnswer.Nothing nothing:
                    return (new Position(nothing.At, false), ViewItem.Heartbeat.Instance);
                case ViewAnswer.Gone:
                    return Option<(Position, ViewItem)>.None;
                default:
                    return (position, ViewItem.Heartbeat.Instance);
            }
        }
    }

    private static Option<(Position, ViewItem)> Damaged =>
        (new Position(null, true), ViewItem.Damaged.Instance);

    /// <summary>Null if a row in it is damaged.</summary>
    private async Task<IReadOnlyList<JournaledEvent>?> PageAsync(ViewAnswer.Behind behind)
    {
        try
        {
            return await reader.ReadAsync(
                id,
                behind.Incarnation,
                behind.SequenceNr + 1,
                Math.Min(behind.UpTo, behind.SequenceNr + PageSize)
            );
        }
        catch (JournalDamagedException)
        {
            return null;
        }
    }

    /// <summary>Null if there was no answer: the conversation stopped with the question in its mailbox.</summary>
    private async Task<object?> AskAsync(Position position)
    {
        try
        {
            return await region.Ask<object>(new PullEvents(id, position.Cursor, true), patience);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private Option<(Position, ViewItem)> Step(IReadOnlyList<JournaledEvent> items)
    {
        var last = IndexOfEnd(items);
        if (last >= 0)
            return (new Position(null, true), new ViewItem.Events(items.Take(last + 1).ToArray()));
        return (new Position(items[^1].Cursor, false), new ViewItem.Events(items));
    }

    private int IndexOfEnd(IReadOnlyList<JournaledEvent> items)
    {
        if (until is not { } turnId)
            return -1;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Event is TurnEnded ended && ended.TurnId == turnId)
                return i;
        }

        return -1;
    }

    private readonly record struct Position(Cursor? Cursor, bool IsLast);
}
