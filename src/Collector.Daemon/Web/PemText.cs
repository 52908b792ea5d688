using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Web;

/// <summary>A certificate or a key: in a file that is read at each use, or inline.</summary>
/// <param name="File">Null when it is inline.</param>
/// <param name="Inline">Null when it is in a file.</param>
internal sealed record PemText(string? File, Secret? Inline)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Read() => Inline?.Reveal() ?? System.IO.File.ReadAllText(File!);

    /// <summary>Another value when the text may be another one.</summary>
    public FileStamp Version => Inline is null ? FileStamp.Of(File!) : FileStamp.Never;
}
