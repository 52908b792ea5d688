using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Pipeline.Concurrency;

namespace Collector.LoadTest.Clients;

/// <summary>Clients that no daemon wants: thousands of idle connections, headers a letter at a time, readers that take nothing, huge headers, odd paths. Each begins anew when it is thrown out.</summary>
internal sealed class HostileClients(Uri daemon, int connections)
{
    private const int SlowHeaders = 100;
    private const int SlowReaders = 40;
    private const int Requesters = 8;

    private static readonly IPAddress Idle = IPAddress.Parse("127.63.0.1");
    private static readonly IPAddress Others = IPAddress.Parse("127.63.0.2"); // where the idle ones leave them room
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly string[] Tricks =
    [
        "GET /../../etc/passwd HTTP/1.1", "GET /%2e%2e/config HTTP/1.1", "GET //metrics HTTP/1.1", "GET /metrics%00 HTTP/1.1", $"GET /{new string('a', 20_000)} HTTP/1.1",
        $"GET / HTTP/1.1\r\nX: {new string('a', 60_000)}", "POST /-/reload HTTP/1.1\r\nContent-Length: 99999999", "GET /snmp?target=0.0.0.0 HTTP/1.1", "GET /api/v1/targets/%2e%2e HTTP/1.1", "PRI * HTTP/2.0", "\u0016\u0003\u0001",
    ];

    private SharedCounter _opened;
    private SharedCounter _open;
    private SharedCounter _closed;
    private SharedCounter _refused;
    private SharedCounter _served;

    public ClientCounts Counts => new(_opened.Value, _open.Value, _closed.Value, _refused.Value, _served.Value);

    public Task RunAsync(CancellationToken cancelled) => Task.WhenAll(
    [
        .. Enumerable.Range(0, connections).Select(_ => AgainAsync(Idle, IdleAsync, cancelled)),
        .. Enumerable.Range(0, SlowHeaders).Select(_ => AgainAsync(Others, WriteSlowlyAsync, cancelled)),
        .. Enumerable.Range(0, SlowReaders).Select(number => AgainAsync(Others, (socket, cancelled) => ReadNothingAsync(socket, number % 2 == 0 ? "/metrics" : "/api/v1/targets", cancelled), cancelled)),
        .. Enumerable.Range(0, Requesters).Select(number => AgainAsync(Others, (socket, cancelled) => AskOddlyAsync(socket, Tricks[number % Tricks.Length], cancelled), cancelled)),
    ]);

    private async Task AgainAsync(IPAddress from, Func<Socket, CancellationToken, Task> act, CancellationToken cancelled)
    {
        await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * 10), cancelled);
        while (!cancelled.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            var isOpen = false;
            try
            {
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(daemon.Host, daemon.Port, cancelled);
                _opened.Increment();
                _open.Increment();
                isOpen = true;
                await act(socket, cancelled);
            }
            catch (SocketException)
            {
                // Thrown out, which is what this is about.
            }
            finally
            {
                if (isOpen) _open.Add(-1);
                if (isOpen) _closed.Increment();
            }

            await Task.Delay(Pause * (1 + Random.Shared.NextDouble() * 9), cancelled);
        }
    }

    /// <summary>Says nothing, until the daemon has had enough.</summary>
    private static async Task IdleAsync(Socket socket, CancellationToken cancelled) => await socket.ReceiveAsync(new byte[1], cancelled);

    private static async Task WriteSlowlyAsync(Socket socket, CancellationToken cancelled)
    {
        await socket.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray(), cancelled);
        while (true)
        {
            await Task.Delay(Pause, cancelled);
            await socket.SendAsync("a"u8.ToArray(), cancelled);
        }
    }

    private static async Task ReadNothingAsync(Socket socket, string path, CancellationToken cancelled)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), cancelled);
        await Task.Delay(TimeSpan.FromSeconds(90), cancelled);
    }

    private async Task AskOddlyAsync(Socket socket, string request, CancellationToken cancelled)
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes($"{request}\r\nHost: x\r\nConnection: close\r\n\r\n"), cancelled);
        var start = new byte[4096];
        var length = await socket.ReceiveAsync(start, cancelled);
        if (length < 12) return;
        if (Encoding.ASCII.GetString(start, 9, 3) == "200") _served.Increment();
        else _refused.Increment();
    }
}
