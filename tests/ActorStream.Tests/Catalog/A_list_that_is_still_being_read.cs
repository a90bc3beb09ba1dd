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

namespace ActorStream.Tests.Catalog;

/// <summary>The server takes orders before the list is complete.</summary>
public sealed class A_list_that_is_still_being_read : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ActorSystem _system = ActorSystem.Create("list");
    private readonly SlowJournal _journal = new();

    public void Dispose() => _system.Terminate().Wait(Patience);

    [Fact]
    public async Task Does_not_bring_back_what_was_erased_after_its_rows_were_read()
    {
        var directory = _system.ActorOf(
            ConversationDirectory.Props(
                _journal,
                new ConversationScan(_journal, _journal),
                ActorRefs.Nobody,
                _system.Materializer()
            )
        );
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
