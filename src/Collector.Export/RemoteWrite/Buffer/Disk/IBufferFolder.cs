namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>The folder of a buffer: as much of a file system as it needs, so that tests can let one crash, fill up and rot.</summary>
/// <remarks>Any thread. Failures are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</remarks>
internal interface IBufferFolder
{
    /// <summary>As an operator knows it.</summary>
    string Path { get; }

    IEnumerable<string> List();

    /// <summary>Makes a file, whose name is on the disk when this returns.</summary>
    IBufferFile Create(string name);

    /// <summary>Opens a file for reading.</summary>
    IBufferFile Open(string name);

    void Delete(string name);

    /// <summary>The content of a small file; null if there is none.</summary>
    byte[]? Read(string name);

    /// <summary>Replaces a small file, so that after a crash there is the old content or the new one.</summary>
    void Replace(string name, ReadOnlySpan<byte> content);
}
