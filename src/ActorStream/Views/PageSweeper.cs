using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Views;

/// <summary>Hears of erased conversations and has their pages forgotten: no text of theirs stays in memory.</summary>
internal sealed class PageSweeper : UntypedActor
{
    private readonly SharedEventReader _pages;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public PageSweeper(SharedEventReader pages) => _pages = pages;

    public static Props Props(SharedEventReader pages) =>
        Akka.Actor.Props.Create(() => new PageSweeper(pages));

    /// <inheritdoc />
    protected override void PreStart() =>
        Context.System.EventStream.Subscribe(Self, typeof(ConversationErased));

    /// <inheritdoc />
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        if (message is ConversationErased erased)
            _pages.Forget(erased.ConversationId);
        else
            Unhandled(message);
    }
}
