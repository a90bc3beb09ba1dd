using System.Threading.Channels;
using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Retention;
using Akka.Actor;

namespace ActorStream.Tests.Retention;

public sealed class A_look_that_takes_long : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system = ActorSystem.Create("retention");

    public void Dispose() => _system.Terminate().Wait(Patience);

    [Fact]
    public async Task Is_not_joined_by_another_one()
    {
        var asked = 0;
        var sizes = new TaskCompletionSource<IReadOnlyDictionary<string, long>>();
        var retention = Retention(
            ActorRefs.Nobody,
            _ =>
            {
                asked++;
                return sizes.Task;
            }
        );

        var all = new RetentionCandidates([Candidate(ConversationId.New())]);
        for (var i = 0; i < 3; i++)
            retention.Tell(all);
        await ProcessedAsync(retention);
        asked.ShouldBe(1);

        sizes.SetException(new IOException("The disk is slow."));
        while (asked < 2)
        {
            retention.Tell(all);
            await ProcessedAsync(retention);
        }
    }

    [Fact]
    public async Task Takes_no_late_answer_for_that_of_the_conversation_that_it_waits_for()
    {
        var orders = Channel.CreateUnbounded<DeleteConversation>();
        var region = _system.ActorOf(Props.Create(() => new Region(orders.Writer)));
        var retention = Retention(
            region,
            _ =>
                Task.FromResult<IReadOnlyDictionary<string, long>>(
                    new Dictionary<string, long>(StringComparer.Ordinal)
                )
        );
        retention.Tell(
            new RetentionCandidates([
                Candidate(ConversationId.New()),
                Candidate(ConversationId.New()),
            ])
        );
        using var soon = new CancellationTokenSource(Patience);
        var first = await orders.Reader.ReadAsync(soon.Token);

        retention.Tell(new ConversationErased(ConversationId.New()));
        await ProcessedAsync(retention);
        await ProcessedAsync(region);
        orders.Reader.TryRead(out _).ShouldBeFalse();

        retention.Tell(new ConversationErased(first.ConversationId));
        (await orders.Reader.ReadAsync(soon.Token)).ConversationId.ShouldNotBe(
            first.ConversationId
        );
    }

    private IActorRef Retention(IActorRef region, ConversationSizes sizes) =>
        _system.ActorOf(
            RetentionActor.Props(
                new RetentionSettings(
                    TimeSpan.FromDays(1),
                    10,
                    new RetentionLimits(MaxAge: TimeSpan.FromDays(1), MaxBytes: 1),
                    new Dictionary<string, RetentionLimits>(StringComparer.Ordinal)
                ),
                ActorRefs.Nobody,
                region,
                sizes
            )
        );

    private static RetentionCandidate Candidate(ConversationId id) =>
        new(id.Value, null, DateTimeOffset.UnixEpoch, false, 1, 0);

    private static Task ProcessedAsync(IActorRef actor) =>
        actor.Ask<ActorIdentity>(new Identify(0), Patience);

    private sealed class Region : ReceiveActor
    {
        public Region(ChannelWriter<DeleteConversation> orders) =>
            Receive<DeleteConversation>(order => orders.TryWrite(order));
    }
}
