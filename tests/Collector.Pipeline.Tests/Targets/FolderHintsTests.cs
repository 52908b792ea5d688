using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Pipeline.Tests.Targets;

public sealed class FolderHintsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _hinted = new(0);
    private readonly FolderHints _hints;

    public FolderHintsTests() => _hints = new FolderHints(() => _hinted.Release(), NullLogger.Instance);

    public void Dispose()
    {
        _hints.Dispose();
        _hinted.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_written_or_renamed_gives_a_hint()
    {
        _hints.Watch([_folder.Path, _folder["not-there"]]);

        var path = _folder.Write("a.yml", "x");
        Assert.True(await _hinted.WaitAsync(Patience.Limit));
        while (_hinted.Wait(0)) { }

        File.Move(path, _folder["b.yml"]);
        Assert.True(await _hinted.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task A_folder_that_comes_later_is_watched_with_the_next_call()
    {
        _hints.Watch([_folder["later"]]);
        Directory.CreateDirectory(_folder["later"]);
        _hints.Watch([_folder["later"]]);

        _folder.Write("later/a.yml", "x");

        Assert.True(await _hinted.WaitAsync(Patience.Limit));
    }
}
