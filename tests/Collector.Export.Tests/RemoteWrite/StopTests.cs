using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Collector.Testing.RemoteWrite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Export.Tests.RemoteWrite;

/// <summary>A process ends while a receiver says nothing: how long it waits, and what becomes of the samples.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly FilledStore _store = new();
    private readonly ManualTime _time = new();

    public void Dispose()
    {
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task With_a_buffer_on_disk_nobody_waits_and_the_next_run_sends()
    {
        await using var silent = await WriteReceiver.StartAsync(_ => WriteAnswer.Hang);
        await using (var writer = Start(silent, new BufferOptions { DataFolder = _folder["data"] }))
        {
            Publish(writer);
            await writer.StopAsync(); // the clock stands still
            Assert.Equal(1, writer.Endpoints[0].Level.Samples);
        }

        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept);
        await using var next = Start(receiver, new BufferOptions { DataFolder = _folder["data"] });
        await receiver.WaitForAsync(1);
        Assert.StartsWith("octets{", Assert.Single(WrittenSample.ReadAll(receiver.Requests[0])).Series, StringComparison.Ordinal);
        await next.StopAsync();
    }

    [Fact]
    public async Task Without_one_it_sends_for_the_flush_deadline_and_what_is_left_is_told()
    {
        await using var silent = await WriteReceiver.StartAsync(_ => WriteAnswer.Hang);
        var writer = Start(silent, buffer: null);
        Publish(writer);
        var stopping = writer.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(stopping.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await stopping;
        var state = writer.Endpoints[0].State;
        await writer.DisposeAsync();

        Assert.Equal((1L, "sw1", "shutdown"), (state.Metrics.SamplesDropped(SampleDrop.Shutdown), Assert.Single(state.Losses.Read().Losses).Instance, state.Losses.Read().Losses[0].Cause));
    }

    [Fact]
    public async Task Without_one_what_the_receiver_takes_ends_the_wait()
    {
        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept);
        await using var writer = Start(receiver, buffer: null);
        Publish(writer);
        await writer.StopAsync();

        Assert.Single(receiver.Requests);
    }

    private RemoteWriter Start(WriteReceiver receiver, BufferOptions? buffer)
    {
        var options = new RemoteWriteOptions { Url = receiver.Url, Name = "test", Buffer = buffer, Queue = new QueueOptions { Shards = 1, FlushDeadline = TimeSpan.FromSeconds(10) } };
        var writer = new RemoteWriter([options], _meter, _time, NullLogger<RemoteWriter>.Instance);
        writer.Start();
        return writer;
    }

    private void Publish(RemoteWriter writer)
    {
        var series = _store.Add("sw1", ["m"]);
        _store.Publish(series, 0, FilledStore.Module("m", 0, FilledStore.Counter("octets")), _time.GetUtcNow().ToUnixTimeMilliseconds(), ("ifIndex=\"1\"", [7UL]));
        writer.OnPublished(series, 0, series.Module(0), null);
    }
}
