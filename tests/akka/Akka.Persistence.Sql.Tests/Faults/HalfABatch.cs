using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// A client that sends PostgreSQL the statements of a batch and not its end, as a process does that is stopped
/// between two pieces of what it sends.
/// </summary>
internal sealed class HalfABatch : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.IP);

    /// <summary>Sends them and waits until the server has done them all.</summary>
    public async Task SendAsync(string connectionString, string socket, params string[] statements)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await _socket.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await _socket.SendAsync(Begin($"user\0postgres\0database\0{database}\0\0"));
        while (await NextAsync() != 'Z') { }
        foreach (var statement in statements)
        {
            await _socket.SendAsync(Message('P', $"\0{statement}\0\0\0"));
            await _socket.SendAsync(Message('B', "\0\0\0\0\0\0\0\0"));
            await _socket.SendAsync(Message('E', "\0\0\0\0\0"));
        }
        await _socket.SendAsync(Message('H', ""));
        for (var done = 0; done < statements.Length; )
            done += await NextAsync() == 'C' ? 1 : 0;
    }

    /// <summary>Whether the server has ended the connection.</summary>
    public async Task<bool> IsEndedAsync()
    {
        await NextAsync();
        return await _socket.ReceiveAsync(new byte[1]) == 0;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<char> NextAsync()
    {
        var head = new byte[5];
        await ReceiveAsync(head);
        await ReceiveAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4]);
        return (char)head[0];
    }

    private async Task ReceiveAsync(byte[] whole)
    {
        for (var done = 0; done < whole.Length; )
        {
            var length = await _socket.ReceiveAsync(whole.AsMemory(done));
            length.ShouldBeGreaterThan(0, "the server has ended the connection");
            done += length;
        }
    }

    private static byte[] Begin(string body)
    {
        const int Version3 = 196608;
        var bytes = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Version3);
        _ = Encoding.ASCII.GetBytes(body, bytes.AsSpan(8));
        return bytes;
    }

    private static byte[] Message(char kind, string body)
    {
        var bytes = new byte[5 + body.Length];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), 4 + body.Length);
        _ = Encoding.ASCII.GetBytes(body, bytes.AsSpan(5));
        return bytes;
    }
}
