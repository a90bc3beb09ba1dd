using System.Net;
using System.Net.Sockets;
using Akka.Persistence.Sql.Tests.Fixtures;
using Npgsql;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>When a connection is cut that carries the wanted bytes to the server.</summary>
public enum Cut
{
    /// <summary>The server never sees them.</summary>
    BeforeTheServerHasIt,

    /// <summary>The server has them, and is at work.</summary>
    WhileTheServerCommits,

    /// <summary>The server has committed and answered; the client does not hear it.</summary>
    AfterTheServerHasCommitted,
}

/// <summary>
/// Stands between a client and PostgreSQL and passes everything on, until a message of the client
/// contains certain bytes: then, once, the connection that carries them is cut.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly PostgresCluster _cluster;
    private readonly Task _accepting;
    private (byte[] Bytes, Cut When)? _armed;
    private readonly Lock _gate = new();

    public CuttingProxy(PostgresCluster cluster)
    {
        _cluster = cluster;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How to reach a database of the cluster through this.</summary>
    public string Through(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>The next message with these bytes ends its connection.</summary>
    public void Arm(ReadOnlySpan<byte> bytes, Cut when)
    {
        lock (_gate)
            _armed = (bytes.ToArray(), when);
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Stream,
            ProtocolType.Unspecified
        );
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_cluster.Socket));
            await using var server = new NetworkStream(socket);
            var answers = new Answers();
            var back = BackAsync(server, client.GetStream(), answers);
            await ThereAsync(client.GetStream(), server, answers);
            client.Close();
            // A server that has half of a transaction would wait for the rest, and others for it.
            socket.Shutdown(SocketShutdown.Send);
            await back;
        }
        catch (Exception end)
            when (end is IOException or SocketException or ObjectDisposedException)
        {
            // One side is gone, and the other goes with it.
        }
    }

    private async Task ThereAsync(NetworkStream client, NetworkStream server, Answers answers)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer) is > 0 and var count)
        {
            if (Fires(buffer.AsSpan(0, count)) is not { } when)
            {
                await server.WriteAsync(buffer.AsMemory(0, count));
                continue;
            }

            if (when == Cut.BeforeTheServerHasIt)
                return;
            answers.Withhold();
            await server.WriteAsync(buffer.AsMemory(0, count));
            if (when == Cut.AfterTheServerHasCommitted)
                await answers.NextIsHere;
            return;
        }
    }

    private static async Task BackAsync(NetworkStream server, NetworkStream client, Answers answers)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer) is > 0 and var count)
        {
            if (answers.AreWithheld)
                answers.Here();
            else
                await client.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private Cut? Fires(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_armed is not { } armed || message.IndexOf(armed.Bytes) < 0)
                return null;
            _armed = null;
            return armed.When;
        }
    }

    private sealed class Answers
    {
        private readonly TaskCompletionSource _here = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private volatile bool _withheld;

        public bool AreWithheld => _withheld;

        public Task NextIsHere => _here.Task;

        public void Withhold() => _withheld = true;

        public void Here() => _here.TrySetResult();
    }
}
