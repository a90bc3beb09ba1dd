namespace Akka.Streams;

/// <summary>What became of an offered element.</summary>
public interface IQueueOfferResult;

#pragma warning disable RCS1102 // It is no static class in the packages.
public sealed class QueueOfferResult
#pragma warning restore RCS1102
{
    /// <summary>The element is in the stream.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        public static readonly Enqueued Instance = new();

        private Enqueued() { }
    }

    /// <summary>The element was dropped by the overflow strategy.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        public static readonly Dropped Instance = new();

        private Dropped() { }
    }

    /// <summary>The stream has failed.</summary>
    public sealed class Failure : IQueueOfferResult
    {
        public Failure(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The stream has ended, or its queue was completed.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        public static readonly QueueClosed Instance = new();

        private QueueClosed() { }
    }
}

/// <summary>The writing end of a stream.</summary>
public interface ISourceQueue<T>
{
    /// <summary>Offers an element; the task ends when its fate is known.</summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends when the stream has ended.</summary>
    Task WatchCompletionAsync();
}

/// <summary>A writing end that can also end the stream.</summary>
public interface ISourceQueueWithComplete<T> : ISourceQueue<T>
{
    /// <summary>Completes the stream after the elements that are already in it.</summary>
    void Complete();

    /// <summary>Fails the stream at once.</summary>
    void Fail(Exception ex);

    new Task WatchCompletionAsync();
}

/// <summary>The reading end of a stream.</summary>
public interface ISinkQueue<T>
{
    /// <summary>The next element, or none when the stream has completed.</summary>
    Task<Util.Option<T>> PullAsync();
}
