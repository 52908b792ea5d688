using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Puts the names in a folder on the disk: without it a power cut may undo a rename or lose a new file. .NET opens no folders, so the C library does.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows()) return; // NTFS keeps a journal of names
        var folder = Open(path, ReadOnly);
        if (folder < 0) throw Failure(path);
        try
        {
            if (Sync(folder) != 0) throw Failure(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failure(string path) => new($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
