using System.Collections.Concurrent;
using System.Net;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Streams.Dsl;

namespace ActorStream.Server.Tests.Hosting;

/// <summary>A journal that is read for long after a start: no list is given that lacks conversations.</summary>
public sealed class While_the_list_is_being_read : IAsyncLifetime
{
    private readonly HeldList _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Lists_are_refused_after_a_while_and_conversations_can_be_used()
    {
        var conversation = await _server.Client.BeginAsync();

        var lists = await Task.WhenAll(
            _server.Http.GetAsync("/conversations"),
            _server.Operator.GetAsync("/admin/conversations")
        );

        foreach (var refused in lists)
        {
            await refused.ShouldBeProblemAsync(503, "list-not-ready");
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        (await _server.Client.TranscriptAsync(conversation))
            .Text("conversationId")
            .ShouldBe(conversation);
    }

    [Fact]
    public async Task A_list_that_was_asked_for_early_is_whole()
    {
        var conversation = await _server.Client.BeginAsync();
        var list = _server.Http.GetAsync("/conversations");
        var listed = _server.Operator.GetAsync("/admin/conversations");

        _server.Release();

        foreach (var answer in (HttpResponseMessage[])[await list, await listed])
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(conversation);
        }
    }

    /// <summary>Its read journal gives the tagged events when it is released.</summary>
    private sealed class HeldList : AdminServer
    {
        private readonly string _id = Guid.NewGuid().ToString("N");
        private readonly TaskCompletionSource _released = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public HeldList() => HeldJournal.Released[_id] = _released.Task;

        protected override string Hocon =>
            $$"""
                actorstream.read-journal = "test.held"
                test.held { class = "{{typeof(
                HeldJournalProvider
            ).AssemblyQualifiedName}}", id = "{{_id}}" }
                """;

        public void Release() => _released.SetResult();
    }
}

/// <summary>Named in the configuration.</summary>
public sealed class HeldJournalProvider(ExtendedActorSystem system, Config config)
    : IReadJournalProvider
{
    public IReadJournal GetReadJournal() => new HeldJournal(system, config.GetString("id"));
}

/// <summary>The usual read journal, whose tagged events are held back.</summary>
public sealed class HeldJournal(ExtendedActorSystem system, string id)
    : ICurrentEventsByTagQuery,
        ICurrentEventsByPersistenceIdQuery,
        ICurrentPersistenceIdsQuery
{
    internal static readonly ConcurrentDictionary<string, Task> Released = new(
        StringComparer.Ordinal
    );

    public Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset) =>
        Source
            .FromTask(Wait())
            .ConcatMany(_ => Usual<ICurrentEventsByTagQuery>().CurrentEventsByTag(tag, offset));

    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    ) =>
        Usual<ICurrentEventsByPersistenceIdQuery>()
            .CurrentEventsByPersistenceId(persistenceId, fromSequenceNr, toSequenceNr);

    public Source<string, NotUsed> CurrentPersistenceIds() =>
        Usual<ICurrentPersistenceIdsQuery>().CurrentPersistenceIds();

    private async Task<Done> Wait()
    {
        await Released[id];
        return Done.Instance;
    }

    private T Usual<T>()
        where T : IReadJournal =>
        PersistenceQuery.Get(system).ReadJournalFor<T>("akka.persistence.query.journal.sql");
}
