using System.Globalization;
using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>One file of the log. Only the run that made it writes to it, so what a crash left at its end stays as it is until it is read.</summary>
/// <remarks>Immutable but for <see cref="Length"/>, which <see cref="LogState"/> guards.</remarks>
internal sealed class Segment(long number, LogPoint first, long createdUnixMs, long length)
{
    private const string Extension = ".log";
    private const int Digits = 10;

    /// <summary>Segments are numbered in the order they were made.</summary>
    public long Number { get; } = number;

    /// <summary>Where its first record is in the log.</summary>
    public LogPoint First { get; } = first;

    /// <summary>All records in segments before this one were written before this time.</summary>
    public long CreatedUnixMs { get; } = createdUnixMs;

    /// <summary>Bytes that can be read.</summary>
    public long Length { get; set; } = length;

    public string Name => NameOf(Number);

    public static string NameOf(long number) => number.ToString("D10", CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseName(string name, out long number)
    {
        number = 0;
        return name.EndsWith(Extension, StringComparison.Ordinal) && name.Length >= Digits + Extension.Length
            && long.TryParse(name.AsSpan(0, name.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
