using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collector.Pipeline.Tests.Dns;

/// <summary>A DNS server of one test's own, on UDP and TCP at one port, which answers as the test says.</summary>
internal sealed class FakeDnsServer : IDisposable
{
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<byte[], bool, IEnumerable<byte[]>> _answer;
    private readonly List<string> _asked = [];

    /// <param name="answer">Takes a question and whether it came by TCP; every message it makes is sent.</param>
    /// <param name="address">Where to listen.</param>
    public FakeDnsServer(Func<byte[], bool, IEnumerable<byte[]>> answer, string address = "127.76.4.1")
    {
        _answer = answer;
        _tcp.Bind(new IPEndPoint(IPAddress.Parse(address), 0)); // a port that is free for TCP is as good as always free for UDP at an address of our own
        EndPoint = (IPEndPoint)_tcp.LocalEndPoint!;
        _udp.Bind(EndPoint);
        _tcp.Listen();
        _ = ServeUdpAsync();
        _ = ServeTcpAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Names that were asked for, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    /// <summary>An answer with the question in it.</summary>
    public static byte[] Reply(byte[] question, int code = 0, bool truncated = false, params IReadOnlyList<(ushort Type, byte[] Data)> records)
    {
        using var message = new MemoryStream();
        var end = 12 + NameLength(question) + 4;
        message.Write(question.AsSpan(0, end));
        foreach (var (type, data) in records)
        {
            message.Write([0xC0, 12, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length]);
            message.Write(data);
        }

        var bytes = message.ToArray();
        (bytes[2], bytes[3]) = ((byte)(truncated ? 0x83 : 0x81), (byte)(0x80 | code));
        (bytes[10], bytes[11]) = (0, 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)records.Count);
        return bytes;
    }

    public static (ushort Type, byte[] Data) A(string address) => (IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetwork ? (ushort)1 : (ushort)28, IPAddress.Parse(address).GetAddressBytes());

    public static (ushort Type, byte[] Data) Srv(string host, ushort port) => (33, [0, 1, 0, 2, (byte)(port >> 8), (byte)port, .. Name(host)]);

    public static byte[] Name(string name) => [.. name.TrimEnd('.').Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    public static string NameOf(byte[] question)
    {
        var name = new StringBuilder();
        for (var at = 12; question[at] != 0; at += question[at] + 1) name.Append(Encoding.ASCII.GetString(question, at + 1, question[at])).Append('.');
        return name.ToString();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    private static int NameLength(byte[] question)
    {
        var at = 12;
        while (question[at] != 0) at += question[at] + 1;
        return at + 1 - 12;
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                foreach (var message in Answer(buffer[..received.ReceivedBytes], byTcp: false)) await _udp.SendToAsync(message, received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _tcp.AcceptAsync(_stop.Token);
                await using var stream = new NetworkStream(client);
                var length = new byte[2];
                await stream.ReadExactlyAsync(length);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question);
                foreach (var message in Answer(question, byTcp: true)) await stream.WriteAsync((byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message]);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private IEnumerable<byte[]> Answer(byte[] question, bool byTcp)
    {
        lock (_asked) _asked.Add(NameOf(question));
        return _answer(question, byTcp);
    }
}
