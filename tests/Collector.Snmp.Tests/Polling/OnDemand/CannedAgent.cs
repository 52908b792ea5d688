using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.OnDemand;

/// <summary>An agent on a real socket that sends finished replies, one after the other, over and over, and allocates nothing for it.</summary>
internal sealed class CannedAgent : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly (byte[] Datagram, int IdAt)[] _replies;
    private readonly Thread _thread;

    /// <param name="address">A loopback address.</param>
    /// <param name="replies">The varbinds of each reply; requests are taken to come in this order.</param>
    public CannedAgent(string address, params AgentVarbind[][] replies)
    {
        _replies = [.. replies.Select(Can)];
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        Endpoint = (IPEndPoint)_socket.LocalEndPoint!;
        _thread = new Thread(Run) { IsBackground = true, Name = $"canned agent {Endpoint}" };
        _thread.Start();
    }

    public IPEndPoint Endpoint { get; }

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private static (byte[] Datagram, int IdAt) Can(AgentVarbind[] varbinds)
    {
        var buffer = new byte[60_000];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
        foreach (var varbind in varbinds) Assert.True(writer.TryAdd(varbind.Name.Encoded, varbind.Type, varbind.Content));
        Assert.True(writer.TryComplete(out var length, out var idAt));
        return (buffer[..length], idAt);
    }

    private void Run()
    {
        var buffer = new byte[2000];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        for (var next = 0; ; next = (next + 1) % _replies.Length)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                CommunityMessage.TryRead(buffer.AsSpan(0, length), out _, out _, out var rest);
                PduReader.TryRead(rest, out var pdu);
                var (datagram, at) = _replies[next];
                BinaryPrimitives.WriteInt32BigEndian(datagram.AsSpan(at), pdu.RequestId);
                _socket.SendTo(datagram, SocketFlags.None, from);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
