using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Testing;

namespace Collector.Daemon.Tests.Web.Limits;

/// <summary>A connection over which a test says octet by octet what no well-behaved client would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="server">Where to connect.</param>
    /// <param name="from">The client's own address.</param>
    /// <param name="receiveBuffer">Octets that the system takes for a client that does not read; null for what it likes.</param>
    public static async Task<RawClient> ConnectAsync(Uri server, string from = "127.0.0.1", int? receiveBuffer = null)
    {
        var client = new RawClient();
        if (receiveBuffer is { } octets) client._socket.ReceiveBufferSize = octets;
        client._socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        try
        {
            await client._socket.ConnectAsync(server.Host, server.Port);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server closed it before we looked.
        }

        return client;
    }

    public async Task SendAsync(string text)
    {
        try
        {
            await _socket.SendAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (SocketException)
        {
            // The server has closed already; what it said can still be read.
        }
    }

    /// <summary>All that comes until the server closes, or until it has answered once.</summary>
    public async Task<string> ReadAsync(bool toTheEnd = true)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) is > 0 and var length)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, length));
                if (!toTheEnd && text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) break;
            }
        }
        catch (SocketException)
        {
            // Reset: closed all the same.
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
