using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets;

/// <summary>Calls when something happens in a folder. Only a hint: a network file system says nothing, and the system has few watches to give.</summary>
/// <remarks>One thread at a time calls <see cref="Watch"/> and <see cref="Dispose"/>; the hint comes on any thread.</remarks>
internal sealed partial class FolderHints(Action hint, ILogger logger) : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>Watches these folders and no others. Folders that are not there yet are tried again with the next call.</summary>
    public void Watch(IEnumerable<string> folders)
    {
        var wanted = folders.ToHashSet(StringComparer.Ordinal);
        foreach (var folder in _watchers.Keys.Where(folder => !wanted.Contains(folder) || !Directory.Exists(folder)).ToArray())
        {
            if (_watchers.Remove(folder, out var watcher)) watcher.Dispose();
        }
        foreach (var folder in wanted)
        {
            if (!_watchers.ContainsKey(folder) && Directory.Exists(folder) && TryWatch(folder) is { } watcher) _watchers.Add(folder, watcher);
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values) watcher.Dispose();
        _watchers.Clear();
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                // Directory names too: Kubernetes swaps a link to a folder.
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, _) => hint();
            watcher.Changed += (_, _) => hint();
            watcher.Renamed += (_, _) => hint();
            watcher.Deleted += (_, _) => hint();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            LogUnwatched(logger, folder, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Debug, "No watch on {Folder}, so changes are seen a few seconds later: {Reason}")]
    private static partial void LogUnwatched(ILogger logger, string folder, string reason);
}
