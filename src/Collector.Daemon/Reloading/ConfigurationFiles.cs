using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Reloading;

/// <summary>How the files of a configuration look: cheaply by time and length, and surely by content.</summary>
internal static class ConfigurationFiles
{
    /// <summary>Differs when a file was written, came or went. Links are followed, so a folder that Kubernetes swaps counts.</summary>
    public static string Stamps(IEnumerable<string> patterns)
    {
        var text = new StringBuilder();
        foreach (var path in Find(patterns)) text.Append(path).Append('\0').Append(StampOf(path)).Append('\n');
        return text.ToString();
    }

    /// <summary>Differs when a file says something else; what cannot be read says nothing.</summary>
    public static string Contents(IEnumerable<string> patterns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Find(patterns))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + '\0'));
            hash.AppendData(SHA256.HashData(Read(path)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Find(IEnumerable<string> patterns) =>
        patterns.SelectMany(pattern => FileGlob.HasWildcard(pattern) && !File.Exists(pattern) ? FileGlob.Files(pattern) : [pattern]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string StampOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return string.Create(CultureInfo.InvariantCulture, $"{File.GetLastWriteTimeUtc(file).Ticks} {RandomAccess.GetLength(file)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.GetType().Name;
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }
}
