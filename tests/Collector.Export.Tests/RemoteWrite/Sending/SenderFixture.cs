using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>A sender between a buffer that a test fills and a receiver that a test plays, on a clock of its own.</summary>
internal sealed class SenderFixture : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly CollectorMeter _meter = new();
    private readonly HttpClient _client;
    private readonly MemoryBuffer _buffer;
    private readonly EndpointState _endpoint;
    private readonly RequestWriter _writer;

    public SenderFixture(Func<FakeRequest, HttpResponseMessage?> answer, RemoteWriteMessage message = RemoteWriteMessage.V1, QueueOptions? queue = null)
    {
        Receiver = new FakeReceiver(answer);
        _client = new HttpClient(Receiver) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new RemoteWriteOptions { Url = new Uri("http://receiver.test/api/v1/write"), Name = "test", Message = message, Queue = queue ?? new QueueOptions() };
        Metrics = new RemoteWriteMetrics("test", RemoteWriteInstruments.Durations(_meter), Time);
        _endpoint = new EndpointState(options, new Receiver(_client, options, Time), Metrics, Time, Log);
        _buffer = new MemoryBuffer(1 << 20, _endpoint);
        _writer = new RequestWriter(_buffer, Metrics, maxSamples: 2000);
    }

    public ManualTime Time { get; } = new();

    public RecordingLogger<RemoteWriter> Log { get; } = new();

    public FakeReceiver Receiver { get; }

    public RemoteWriteMetrics Metrics { get; }

    public EndpointState Endpoint => _endpoint;

    /// <summary>Adds a request with one sample of each of these series.</summary>
    public void Add(params string[] names) => Add(("sw1", names));

    /// <summary>Adds a request with one sample of each of these series, target by target.</summary>
    public void Add(params (string Target, string[] Names)[] targets)
    {
        foreach (var (target, names) in targets)
        {
            _writer.Begin(target);
            foreach (var name in names)
                _writer.Add(LabelMessage.Make("__name__"u8, System.Text.Encoding.UTF8.GetBytes(name)), default, default, Time.GetUtcNow().ToUnixTimeMilliseconds(), RequestWriter.BitsOf(1));
        }

        _writer.Seal();
    }

    /// <summary>Sends until nothing waits any more; how long that took by the clock.</summary>
    /// <remarks>
    /// On the test's thread from beginning to end: the receiver answers at once or never, so the sender comes back only to wait for the clock, and goes on within
    /// <see cref="ManualTime.Advance"/>. So the clock never runs while a request is on its way.
    /// </remarks>
    public async Task<TimeSpan> SendAsync()
    {
        _buffer.Complete();
        var began = Time.GetTimestamp();
        var sending = Task.CompletedTask;
        OnThisThread(() => sending = new ShardSender(_buffer, _endpoint, Time).RunAsync(CancellationToken.None), TimeSpan.Zero);
        while (!sending.IsCompleted)
        {
            Assert.True(Time.ArmedTimers > 0, "The sender waits for something else than the clock.");
            OnThisThread(() => { }, Step);
        }

        await sending;
        return Time.GetElapsedTime(began);
    }

    /// <summary>Begins something, and lets time pass. What comes after a wait for the clock is done before the return.</summary>
    public void OnThisThread(Action begin, TimeSpan passes)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // or it would be posted there
        try
        {
            begin();
            Time.Advance(passes);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _endpoint.Dispose();
        _client.Dispose();
        Receiver.Dispose();
        _meter.Dispose();
    }
}
