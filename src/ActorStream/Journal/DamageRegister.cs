using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Views;
using Akka.Actor;

namespace ActorStream.Journal;

/// <summary>
/// Hears of damage as often as somebody meets it, finds out which row it is where the store did not say, and
/// publishes <see cref="JournalDamageFound"/> once for each.
/// </summary>
internal sealed class DamageRegister : UntypedActor
{
    /// <summary>Rows that are remembered; with more damage than this, a row may be told of twice.</summary>
    private const int MaxKnown = 10_000;

    private readonly IEventReader _reader;
    private readonly HashSet<(ConversationId, long)> _known = [];
    private readonly HashSet<ConversationId> _searching = [];

    /// <summary>Made by <see cref="Props"/>.</summary>
    public DamageRegister(IEventReader reader) => _reader = reader;

    public static Props Props(IEventReader reader) =>
        Akka.Actor.Props.Create(() => new DamageRegister(reader));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DamageMet));
        Context.System.EventStream.Subscribe(Self, typeof(ConversationRewritten));
    }

    /// <inheritdoc />
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DamageMet { Damage: { SequenceNr: { } sequenceNr, Reason: var reason } } met:
                _searching.Remove(met.ConversationId);
                Tell(met.ConversationId, sequenceNr, reason);
                break;
            case DamageMet met:
                if (_searching.Add(met.ConversationId))
                    _ = SearchAsync(met, Context.System.EventStream);
                break;
            // Damage that comes after the repair is told again.
            case ConversationRewritten rewritten:
                _known.RemoveWhere(row => row.Item1 == rewritten.ConversationId);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Tell(ConversationId id, long sequenceNr, string reason)
    {
        if (_known.Count == MaxKnown)
            _known.Clear();
        if (_known.Add((id, sequenceNr)))
            Context.System.EventStream.Publish(new JournalDamageFound(id, sequenceNr, reason));
    }

    /// <summary>Reads from the start until a page is refused; the refusal names the row.</summary>
    private async Task SearchAsync(DamageMet met, Akka.Event.EventStream events)
    {
        const int PageSize = 256;
        var found = met.Damage with { SequenceNr = 0 };
        try
        {
            IReadOnlyList<JournaledEvent> page;
            var from = 1L;
            do
            {
                page = await _reader.ReadAsync(met.ConversationId, "", from, from + PageSize - 1);
                from += page.Count;
            } while (page.Count == PageSize);
        }
        catch (JournalDamagedException damaged)
        {
            found = damaged.Damage with { SequenceNr = damaged.Damage.SequenceNr ?? 0 };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The database went away meanwhile: that there is damage is told all the same.
            found = met.Damage with
            {
                SequenceNr = 0,
            };
        }

        events.Publish(new DamageMet(met.ConversationId, found));
    }
}
