using Microsoft.Win32.SafeHandles;

namespace Collector.Pipeline.Configuration;

/// <summary>How a file looks from outside: another stamp when it was written or replaced.</summary>
/// <remarks>Taken from the open file and not from its name: behind a name there may be links, as Kubernetes and certbot make them, and what .NET says of a name is of the link.</remarks>
public readonly record struct FileStamp(DateTime Modified, long Length)
{
    /// <summary>Of no file: nothing was looked at yet.</summary>
    public static FileStamp Never { get; } = new(DateTime.MinValue, -2);

    /// <summary>Of a file that is not there, or must not be read.</summary>
    public static FileStamp Gone { get; } = new(DateTime.MinValue, -1);

    public static FileStamp Of(SafeFileHandle file) => new(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));

    /// <summary>Of what is behind a name now.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Of(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Gone;
        }
    }
}
