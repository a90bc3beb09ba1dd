using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Views;
using Akka;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit;

namespace ActorStream.Tests.Catalog;

/// <summary>The server takes orders before the list is complete.</summary>
public sealed class A_list_that_is_still_being_read : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ActorSystem _system = ActorSystem.Create(
        "list",
        "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\""
    );
    private readonly SlowJournal _journal = new();

    public void Dispose() => _system.Terminate().Wait(Patience);

    [Fact]
    public async Task Is_given_as_soon_as_it_is_complete()
    {
        var directory = Directory();
        var id = ConversationId.New();

        var asked = directory.Ask<object>(new GetConversations(10, null), Patience);
        // Answered after the question was taken, and before the list is complete.
        await directory.Ask<DirectoryCounts>(new GetDirectoryCounts(), Patience);
        asked.IsCompleted.ShouldBeFalse();
        _journal.Rows.SetResult([Row(id, 1, new ConversationStarted("4567abcd", null, Noon))]);

        var list = (await asked).ShouldBeOfType<ConversationList>();
        list.Items.Select(entry => entry.ConversationId).ShouldBe([id]);
    }

    [Fact]
    public async Task Is_refused_when_it_takes_too_long_rather_than_given_in_part()
    {
        var directory = Directory();
        var asked = directory.Ask<object>(new GetConversations(10, null), Patience);
        await directory.Ask<DirectoryCounts>(new GetDirectoryCounts(), Patience);

        ((TestScheduler)_system.Scheduler).Advance(ConversationDirectory.Patience);

        (await asked).ShouldBeOfType<ListNotReady>();
    }

    [Fact]
    public void Is_waited_for_by_so_many_and_no_more()
    {
        var waiting = new WaitingQuestions();
        for (var i = 0; i < WaitingQuestions.Limit; i++)
            waiting.TryAdd(new(10, null), ActorRefs.Nobody, Patience).ShouldBeTrue();

        waiting.TryAdd(new(10, null), ActorRefs.Nobody, Patience).ShouldBeFalse();
        waiting.TakeUntil(Patience).Count().ShouldBe(WaitingQuestions.Limit);
        waiting.First.ShouldBeNull();
    }

    [Fact]
    public async Task Does_not_bring_back_what_was_erased_after_its_rows_were_read()
    {
        var directory = Directory();
        var (erased, kept) = (ConversationId.New(), ConversationId.New());
        await directory.Ask<DirectoryCounts>(new GetDirectoryCounts(), Patience);
        _system.EventStream.Publish(new ConversationErased(erased));

        _journal.Rows.SetResult([
            Row(erased, 1, new ConversationStarted("0123abcd", "a secret", Noon)),
            Row(kept, 1, new ConversationStarted("4567abcd", null, Noon)),
        ]);
        while (!(await directory.Ask<Readiness>(new GetReadiness(), Patience)).IsReady) { }

        var list = await directory.Ask<ConversationList>(new GetConversations(10, null), Patience);
        list.Items.Select(entry => entry.ConversationId).ShouldBe([kept]);
    }

    private IActorRef Directory() =>
        _system.ActorOf(
            ConversationDirectory.Props(
                _journal,
                new ConversationScan(_journal, _journal),
                ActorRefs.Nobody,
                _system.Materializer()
            )
        );

    private static EventEnvelope Row(ConversationId id, long number, ConversationEvent @event) =>
        new(Offset.Sequence(number), id.PersistenceId, number, @event, 0, []);

    /// <summary>Its rows have been read, and are on their way.</summary>
    private sealed class SlowJournal
        : ICurrentEventsByTagQuery,
            ICurrentPersistenceIdsQuery,
            IEventReader
    {
        public TaskCompletionSource<EventEnvelope[]> Rows { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset) =>
            Source.FromTask(Rows.Task).SelectMany(rows => rows);

        public Source<string, NotUsed> CurrentPersistenceIds() => Source.Empty<string>();

        public Task<IReadOnlyList<JournaledEvent>> ReadAsync(
            ConversationId id,
            string incarnation,
            long from,
            long to
        ) => Task.FromResult<IReadOnlyList<JournaledEvent>>([]);
    }
}
