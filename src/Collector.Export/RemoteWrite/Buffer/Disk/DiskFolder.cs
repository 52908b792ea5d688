namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>A buffer's folder on the disk.</summary>
internal sealed class DiskFolder(string path) : IBufferFolder
{
    public string Path { get; } = path;

    /// <summary>Makes the folder if need be, readable by its owner only: samples say a lot about a network.</summary>
    public static DiskFolder At(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new DiskFolder(path);
    }

    public IEnumerable<string> List() => Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file));

    public IBufferFile Create(string name)
    {
        var file = new DiskFile(File.OpenHandle(Join(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        try
        {
            FolderSync.Flush(Path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IBufferFile Open(string name) =>
        new DiskFile(File.OpenHandle(Join(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan));

    public void Delete(string name) => File.Delete(Join(name));

    public byte[]? Read(string name) => File.Exists(Join(name)) ? File.ReadAllBytes(Join(name)) : null;

    public void Replace(string name, ReadOnlySpan<byte> content)
    {
        var next = Join(name + ".new");
        using (var handle = File.OpenHandle(next, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(next, Join(name), overwrite: true);
        FolderSync.Flush(Path);
    }

    private string Join(string name) => System.IO.Path.Join(Path, name);
}
