namespace Collector.Pipeline.Configuration;

/// <summary>Why a file cannot be read, in words that say what to do about it; they follow its name.</summary>
public static class FileTrouble
{
    public const string Empty = "is empty";

    private const string Folder = "is a folder, and has to be a file";

    public static bool IsTrouble(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>Null when it can be read and says something.</summary>
    public static string? Of(string path)
    {
        if (path == "/dev/null") return null; // whoever names it means nothing
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file is { CanSeek: true, Length: 0 } && file.ReadByte() < 0 ? Empty : null; // what the kernel makes up has no length
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return Of(path, e);
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="e">What came of reading it.</param>
    public static string Of(string path, Exception e) => e switch
    {
        _ when Directory.Exists(path) => Folder, // which .NET calls a denied access
        FileNotFoundException or DirectoryNotFoundException => Missing(path),
        UnauthorizedAccessException => $"may not be read by the user {Environment.UserName}: permission denied",
        _ => $"cannot be read: {e.Message}",
    };

    /// <summary>Of a folder that has to be there; null when it can be listed.</summary>
    public static string? OfFolder(string path)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(path).Any();
            return null;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            if (File.Exists(path)) return "is a file, and has to be a folder";
            return e is UnauthorizedAccessException ? $"may not be listed by the user {Environment.UserName}: permission denied" : Missing(path);
        }
    }

    /// <summary>A path of which a folder is missing is mostly mistyped there.</summary>
    private static string Missing(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target) return $"is a link to {target}, which does not exist";
        var missing = path;
        while (Path.GetDirectoryName(missing) is { Length: > 0 } above && !Directory.Exists(above)) missing = above;
        return missing == path ? "does not exist" : $"does not exist, nor does the folder {missing}";
    }
}
