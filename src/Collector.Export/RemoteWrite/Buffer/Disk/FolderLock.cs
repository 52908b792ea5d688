using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Keeps a second process out of a folder for as long as it lives. The kernel lets go when the process ends, however that happens.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly SafeFileHandle _handle;

    private FolderLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes a folder, which is made if need be.</summary>
    /// <param name="folder">Its path.</param>
    /// <exception cref="IOException">Another process has it; the message says which, for who started this one.</exception>
    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Join(folder, "lock");
        // Nobody can read a file that is locked, so its owner stands in another one.
        var owner = Path.Join(folder, "lock.pid");
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            var process = File.Exists(owner) ? $" (process {File.ReadAllText(owner)})" : "";
            throw new IOException($"{folder} belongs to another collector{process}: two of them cannot share a data_dir", exception);
        }

        File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(handle);
    }

    public void Dispose() => _handle.Dispose();
}
