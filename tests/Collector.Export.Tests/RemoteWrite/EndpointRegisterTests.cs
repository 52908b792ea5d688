using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Collector.Testing.RemoteWrite;

namespace Collector.Export.Tests.RemoteWrite;

/// <summary>Endpoints that a reload brings.</summary>
public sealed class EndpointRegisterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLogger<RemoteWriter> _log = new();

    public void Dispose()
    {
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_whose_folder_cannot_be_made_leaves_nothing_behind_and_is_tried_again_with_the_next_list()
    {
        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept);
        await using var writer = new RemoteWriter([], _meter, _time, _log);
        var options = new RemoteWriteOptions { Url = receiver.Url, Name = "test", Buffer = new BufferOptions { DataFolder = _folder["data"] }, Queue = new QueueOptions { Shards = 2 } };
        var inTheWay = _folder.Write("data/remote-write/test/1-of-2", "a file where the second shard has its folder");

        await writer.UseAsync([options]);
        Assert.Empty(writer.Endpoints);
        Assert.Contains(_log.Entries, entry => entry.Contains("test: not added", StringComparison.Ordinal));
        Assert.Equal(0, _time.ArmedTimers); // not even the first shard's clock

        File.Delete(inTheWay);
        await writer.UseAsync([options]);
        Assert.Single(writer.Endpoints);
        await writer.StopAsync();
    }
}
