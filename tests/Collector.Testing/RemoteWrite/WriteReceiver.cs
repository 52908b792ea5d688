using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Testing.RemoteWrite;

/// <summary>A receiver of remote write that answers as a test wants it to: with any status, slowly, never, or by cutting the connection.</summary>
/// <remarks>Any thread. Answers come from one function, asked request by request in the order they arrive.</remarks>
public sealed class WriteReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Lock _changing = new(); // the following
    private readonly List<ReceivedWrite> _requests = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];

    private WriteReceiver(WebApplication server) => _server = server;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; private set; } = null!;

    public Uri Url => new($"http://{Endpoint}/api/v1/write");

    /// <summary>All requests whose bodies came whole, in the order they came.</summary>
    public IReadOnlyList<ReceivedWrite> Requests
    {
        get
        {
            lock (_changing) return [.. _requests];
        }
    }

    /// <summary>So many of the next requests lose their connection in the middle of their body.</summary>
    public int BodiesToCut { get; set; }

    /// <param name="answer">What becomes of a request.</param>
    /// <param name="port">Where to listen; a port of the system's on 127.0.0.1 when not given.</param>
    public static async Task<WriteReceiver> StartAsync(Func<ReceivedWrite, WriteAnswer> answer, ReservedPort? port = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(port?.Endpoint ?? new IPEndPoint(IPAddress.Loopback, 0)));
        if (port is not null) builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => port.Take());
        var receiver = new WriteReceiver(builder.Build());
        receiver._server.Run(context => receiver.AnswerAsync(context, answer));
        await receiver._server.StartAsync();
        receiver.Endpoint = IPEndPoint.Parse(new Uri(receiver._server.Urls.First()).Authority);
        return receiver;
    }

    /// <summary>Waits until so many requests have come.</summary>
    public Task WaitForAsync(int count)
    {
        lock (_changing)
        {
            if (_requests.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((count, reached));
            return reached.Task.WaitAsync(Patience.Limit);
        }
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<ReceivedWrite, WriteAnswer> answer)
    {
        if (BodiesToCut > 0)
        {
            BodiesToCut--;
            await context.Request.Body.ReadExactlyAsync(new byte[100]);
            context.Abort();
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new ReceivedWrite(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        WriteAnswer decided;
        lock (_changing)
        {
            _requests.Add(request);
            decided = answer(request);
        }

        try
        {
            await decided.GiveAsync(context);
        }
        finally
        {
            Tell();
        }
    }

    private void Tell()
    {
        lock (_changing)
        {
            foreach (var (_, reached) in _awaited.Where(awaited => awaited.Count <= _requests.Count)) reached.TrySetResult();
            _awaited.RemoveAll(awaited => awaited.Reached.Task.IsCompleted);
        }
    }
}
