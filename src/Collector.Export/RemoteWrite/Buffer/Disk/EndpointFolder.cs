using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Where an endpoint's shards keep their logs: <c>DATA_DIR/remote-write/ENDPOINT/SHARD-of-SHARDS</c>.</summary>
/// <remarks>A target's shard follows from how many there are. So that its samples stay in order, another number of shards counts from when what waits has been sent.</remarks>
internal sealed partial class EndpointFolder(string dataFolder, string endpoint, ILogger logger)
{
    private const string Separator = "-of-";

    public string Path { get; } = System.IO.Path.Join(dataFolder, "remote-write", Uri.EscapeDataString(endpoint));

    public DiskFolder Shard(int shard, int shards) => DiskFolder.At(System.IO.Path.Join(Path, NameOf(shard, shards)));

    /// <summary>How many shards this run has: as many as wanted, unless something waits that another number of shards left.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public int ShardsFor(int wanted)
    {
        if (!Directory.Exists(Path)) return wanted;
        var found = Directory.EnumerateDirectories(Path).Select(folder => ShardsOf(System.IO.Path.GetFileName(folder))).Where(shards => shards > 0 && shards != wanted).Distinct();
        foreach (var shards in found.Order().ToArray())
        {
            if (Enumerable.Range(0, shards).Any(shard => IsWaiting(NameOf(shard, shards))))
            {
                LogShards(logger, shards, endpoint, wanted);
                return shards;
            }

            foreach (var shard in Enumerable.Range(0, shards)) Remove(NameOf(shard, shards));
        }

        return wanted;
    }

    private static string NameOf(int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"{shard}{Separator}{shards}");

    private static int ShardsOf(string name) =>
        name.Split(Separator) is [_, var shards] && int.TryParse(shards, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private bool IsWaiting(string name)
    {
        var folder = System.IO.Path.Join(Path, name);
        if (!Directory.Exists(folder)) return false;
        new LogOpening(new DiskFolder(folder)).Open(out var lastRun);
        return lastRun.Waiting.Requests > 0 || lastRun.Foreign.Count > 0;
    }

    private void Remove(string name)
    {
        var folder = System.IO.Path.Join(Path, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [LoggerMessage(LogLevel.Warning, "Remote write {Endpoint}: goes on with {Shards} shards, since samples wait that so many have left; {Wanted} count from the next start after they are sent")]
    private static partial void LogShards(ILogger logger, int shards, string endpoint, int wanted);
}
