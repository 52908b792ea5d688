using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

public sealed class EndpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly RecordingLogger<EndpointFolder> _log = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Each_shard_has_a_folder_of_its_own()
    {
        var folder = new EndpointFolder(_temporary["data"], "http://a/b", _log);
        Assert.Equal(2, folder.ShardsFor(2));
        Assert.Equal(_temporary["data/remote-write/http%3A%2F%2Fa%2Fb/1-of-2"], folder.Shard(1, 2).Path);
    }

    [Fact]
    public void Another_number_of_shards_waits_until_what_waits_is_sent()
    {
        var folder = new EndpointFolder(_temporary["data"], "a", _log);
        using (var buffer = Open(folder, 1, 2)) buffer.Append("x"u8, new RequestSummary(1, long.MaxValue, long.MaxValue), []);
        Assert.Equal(2, folder.ShardsFor(3));
        Assert.Contains(_log.Entries, entry => entry.Contains("goes on with 2 shards", StringComparison.Ordinal));
        using (var buffer = Open(folder, 1, 2))
        {
            Assert.True(buffer.TryPeek(out var request));
            buffer.Acknowledge(request.Id);
        }

        Assert.Equal(3, folder.ShardsFor(3));
        Assert.Empty(Directory.EnumerateDirectories(folder.Path));
    }

    private static DiskBuffer Open(EndpointFolder folder, int shard, int shards) =>
        DiskBuffer.Open(folder.Shard(shard, shards), new DiskBufferOptions(), new ToldLosses(), TimeProvider.System, new RecordingLogger<DiskBuffer>());
}
