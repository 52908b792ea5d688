using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Collector.Pipeline.Dns;

/// <summary>Asks one server one question: by UDP, and by TCP what does not fit into a datagram (RFC 7766).</summary>
/// <remarks>Any thread. A datagram counts only from the server's own address and port, with our id and our question in it.</remarks>
internal sealed class DnsServer(IPEndPoint server, TimeSpan patience)
{
    private const int MostForeign = 100; // datagrams that are not for us, before we give up
    private const int LongestMessage = ushort.MaxValue;

    /// <exception cref="DnsException">It did not answer, or not in words of the DNS.</exception>
    public async Task<(DnsStatus Status, IReadOnlyList<DnsRecord> Records)> AskAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        try
        {
            var answer = await AskByUdpAsync(name, type, edns: true, timeout.Token);
            if (answer.Status == DnsStatus.NotUnderstood) answer = await AskByUdpAsync(name, type, edns: false, timeout.Token);
            if (answer.Status == DnsStatus.Truncated) answer = await AskByTcpAsync(name, type, timeout.Token);
            return answer;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DnsException($"{server} did not answer within {patience.TotalSeconds:0.#} s", e);
        }
        catch (SocketException e)
        {
            throw new DnsException($"{server}: {e.Message}", e);
        }
        catch (EndOfStreamException e)
        {
            throw new DnsException($"{server} closed the connection", e);
        }
    }

    private static DnsQuestion NewQuestion(string name, DnsRecordType type) => new((ushort)RandomNumberGenerator.GetInt32(1 << 16), name, type);

    private async Task<(DnsStatus Status, IReadOnlyList<DnsRecord> Records)> AskByUdpAsync(string name, DnsRecordType type, bool edns, CancellationToken cancellationToken)
    {
        var question = NewQuestion(name, type);
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken); // so that nobody else's datagrams come in
        await socket.SendAsync(question.Write(edns), cancellationToken);
        var buffer = new byte[LongestMessage];
        for (var foreign = 0; foreign < MostForeign; foreign++)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            var status = DnsReader.Read(question, buffer.AsSpan(0, length), out var records);
            if (status is not (DnsStatus.Foreign or DnsStatus.Malformed)) return (status, records);
        }

        return (DnsStatus.Malformed, []);
    }

    private async Task<(DnsStatus Status, IReadOnlyList<DnsRecord> Records)> AskByTcpAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var question = NewQuestion(name, type);
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var message = question.Write(edns: false);
        var framed = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length); // RFC 1035 section 4.2.2
        message.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellationToken);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        var status = DnsReader.Read(question, answer, out var records);
        return (status == DnsStatus.Truncated ? DnsStatus.Malformed : status, records);
    }
}
