using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Http;
using Collector.Testing;
using Collector.Testing.RemoteWrite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>A sender with a buffer on disk and real sockets before a receiver that fails as a test wants it to.</summary>
internal sealed class SocketFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly HttpClient _client;
    private readonly EndpointState _endpoint;
    private readonly RequestWriter _writer;
    private int _requests;

    private SocketFixture(WriteReceiver receiver, RemoteWriteMessage message, TimeSpan timeout)
    {
        Receiver = receiver;
        var options = new RemoteWriteOptions { Url = receiver.Url, Name = "test", Message = message, RemoteTimeout = timeout };
        _client = HttpClients.Create(options.Http, TimeProvider.System);
        Metrics = new RemoteWriteMetrics("test", RemoteWriteInstruments.Durations(_meter), TimeProvider.System);
        _endpoint = new EndpointState(options, new Receiver(_client, options, TimeProvider.System), Metrics, TimeProvider.System, Log);
        Buffer = DiskBuffer.Open(DiskFolder.At(_folder["log"]), new DiskBufferOptions(), _endpoint, TimeProvider.System, NullLogger.Instance);
        _writer = new RequestWriter(Buffer, Metrics, maxSamples: 2000);
    }

    public WriteReceiver Receiver { get; }

    public DiskBuffer Buffer { get; }

    public RemoteWriteMetrics Metrics { get; }

    public RecordingLogger<RemoteWriter> Log { get; } = new();

    /// <summary>The names of the series of all requests that came whole, in their order.</summary>
    public IEnumerable<string> Received => Receiver.Requests.SelectMany(request => RequestReading.Read(request.Body)).Select(sample => sample.Series.Split('{')[0]);

    public static async Task<SocketFixture> StartAsync(Func<ReceivedWrite, WriteAnswer> answer, RemoteWriteMessage message = RemoteWriteMessage.V1, TimeSpan? timeout = null) =>
        new(await WriteReceiver.StartAsync(answer), message, timeout ?? Patience.Limit);

    /// <summary>Adds a request with a sample of each of these series.</summary>
    public void Add(params IEnumerable<string> names)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + _requests++; // a request has no time of another
        _writer.Begin("sw1");
        foreach (var name in names)
            _writer.Add(LabelMessage.Make("__name__"u8, System.Text.Encoding.UTF8.GetBytes(name)), default, default, now, RequestWriter.BitsOf(1));
        _writer.Seal();
    }

    public Task StartSending() => new ShardSender(Buffer, _endpoint, TimeProvider.System).RunAsync(CancellationToken.None).WaitAsync(Patience.Limit);

    /// <summary>Sends until nothing waits any more.</summary>
    public Task SendAllAsync()
    {
        Buffer.Complete();
        return StartSending();
    }

    public async ValueTask DisposeAsync()
    {
        Buffer.Dispose();
        _endpoint.Dispose();
        _client.Dispose();
        _meter.Dispose();
        await Receiver.DisposeAsync();
        _folder.Dispose();
    }
}
