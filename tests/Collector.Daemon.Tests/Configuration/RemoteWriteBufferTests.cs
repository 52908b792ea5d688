using Collector.Daemon.Endpoints;

namespace Collector.Daemon.Tests.Configuration;

public sealed class RemoteWriteBufferTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_buffer_has_its_size_its_age_and_its_flushes()
    {
        var configuration = _folder.Load("""
            data_dir: data
            remote_write:
            - { url: "http://a:1/", buffer: { max_size: 10GB, max_age: 3h, flush_interval: 0s } }
            - { url: "http://b:1/", buffer: {} }
            - { url: "http://c:1/" }
            """);
        Assert.Empty(_folder.Messages);
        Assert.Equal(_folder["data"], configuration.Options.DataFolder);
        var buffers = configuration.Options.RemoteWrite.Select(endpoint => endpoint.Buffer).ToArray();
        Assert.Equal((_folder["data"], 10L << 30, TimeSpan.FromHours(3), TimeSpan.Zero), (buffers[0]!.DataFolder, buffers[0]!.MaxBytes, buffers[0]!.MaxAge, buffers[0]!.FlushInterval));
        Assert.Equal((1L << 30, TimeSpan.FromHours(24), TimeSpan.FromSeconds(1)), (buffers[1]!.MaxBytes, buffers[1]!.MaxAge, buffers[1]!.FlushInterval));
        Assert.Null(buffers[2]);
        var shown = ConfigurationYaml.Of(configuration);
        Assert.Contains($"data_dir: {_folder["data"]}\n", shown, StringComparison.Ordinal);
        Assert.All(["max_size: \"10GB\"\n", "max_age: 3h\n", "flush_interval: 0s\n"], key => Assert.Contains(key, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told()
    {
        _folder.Load("""
            remote_write:
            - { url: "http://a:1/", buffer: { max_size: 10, max_age: 1s, flush_interval: 2m, path: x } }
            - { url: "http://b:1/", buffer: { max_size: 1MB } }
            """);
        var messages = string.Join('\n', _folder.Messages);
        Assert.Contains("buffer: there is no data_dir, the folder where files may be kept", messages, StringComparison.Ordinal);
        Assert.Contains("max_size: \"10\" is not a size such as 512MB or 10GB", messages, StringComparison.Ordinal);
        Assert.Contains("max_age: 1s is not at least 1m", messages, StringComparison.Ordinal);
        Assert.Contains("flush_interval: 2m is not between 0s and 1m", messages, StringComparison.Ordinal);
        Assert.Contains("unknown key \"path\"", messages, StringComparison.Ordinal);
        Assert.Contains("max_size: 1MB is less than 16MB", messages, StringComparison.Ordinal);
    }
}
