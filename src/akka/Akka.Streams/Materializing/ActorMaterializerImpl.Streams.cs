using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams;

// The running streams, so that a shutdown can end them. Every stream enters and leaves, on any
// thread: sharded lists keep the locks short and rarely contended.
internal sealed partial class ActorMaterializerImpl
{
    private const int ShardCount = 8;

    private readonly Shard[] _shards = CreateShards();
    private volatile bool _isShutdown;
    private int _nextShard;

    internal void Register(Island island)
    {
        island.ShardIndex = Interlocked.Increment(ref _nextShard) & (ShardCount - 1);
        var shard = _shards[island.ShardIndex];
        lock (shard)
        {
            island.NextIsland = shard.First;
            if (shard.First is not null)
                shard.First.PreviousIsland = island;
            shard.First = island;
        }
        // The shutdown may have passed this shard before the stream was in it.
        if (_isShutdown)
            island.Abort(NewAbruptTermination());
    }

    internal void Unregister(Island island)
    {
        var shard = _shards[island.ShardIndex];
        lock (shard)
        {
            if (island.PreviousIsland is null)
                shard.First = island.NextIsland;
            else
                island.PreviousIsland.NextIsland = island.NextIsland;
            if (island.NextIsland is not null)
                island.NextIsland.PreviousIsland = island.PreviousIsland;
            island.NextIsland = island.PreviousIsland = null;
        }
    }

    public override void Shutdown()
    {
        if (_isShutdown)
            return;
        EndStreams();
        _system.Stop(_supervisor);
    }

    internal void EndStreams()
    {
        _isShutdown = true;
        // Outside the locks: on some dispatchers a stream ends, and leaves its list, right here.
        var running = new List<Island>();
        foreach (var shard in _shards)
        {
            lock (shard)
            {
                for (var island = shard.First; island is not null; island = island.NextIsland)
                    running.Add(island);
            }
        }
        foreach (var island in running)
            island.Abort(NewAbruptTermination());
    }

    internal Exception NewAbruptTermination() => new AbruptTerminationException(_supervisor);

    private static Shard[] CreateShards()
    {
        var shards = new Shard[ShardCount];
        for (var i = 0; i < shards.Length; i++)
            shards[i] = new Shard();
        return shards;
    }

    private sealed class Shard
    {
        internal Island? First;
    }
}
