using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>An executor with threads of its own, for actors that block.</summary>
internal sealed class DedicatedThreadsFactory(
    Config config,
    IDispatcherPrerequisites prerequisites,
    int threads
) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreads(id, threads, Report);

    private void Report(Exception exception) =>
        Prerequisites.EventStream.Publish(
            new Event.Error(
                exception,
                nameof(DedicatedThreads),
                typeof(DedicatedThreads),
                exception.Message
            )
        );

    private sealed class DedicatedThreads : ExecutorService
    {
        private readonly BlockingCollection<IRunnable> _work = [];
        private readonly Action<Exception> _report;

        public DedicatedThreads(string id, int threads, Action<Exception> report)
            : base(id)
        {
            _report = report;
            for (var i = 0; i < threads; i++)
            {
                new Thread(Work) { IsBackground = true, Name = $"{id}-{i}" }.Start();
            }
        }

        public override void Execute(IRunnable run)
        {
            try
            {
                _work.Add(run);
            }
            catch (InvalidOperationException e)
            {
                throw new RejectedExecutionException($"Executor [{Id}] has been shut down.", e);
            }
        }

        public override void Shutdown() => _work.CompleteAdding();

        private void Work()
        {
            foreach (var run in _work.GetConsumingEnumerable())
            {
                try
                {
                    run.Run();
                }
#pragma warning disable CA1031 // The thread serves others too.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    _report(e);
                }
            }
        }
    }
}
