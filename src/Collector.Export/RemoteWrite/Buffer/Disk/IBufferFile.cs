namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>A file of a buffer's folder: bytes that are written once, behind one another, and read many times.</summary>
/// <remarks>One thread writes; another may flush meanwhile. Failures are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</remarks>
internal interface IBufferFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills the span, or as much of it as the file has.</summary>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Writes all bytes at the end, which is the offset; where that fails, tries to leave none of them.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Flush();
}
