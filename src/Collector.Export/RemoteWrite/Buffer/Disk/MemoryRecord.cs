using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>A record that the disk did not take yet, whole but for its place.</summary>
internal readonly struct MemoryRecord(byte[] image)
{
    public byte[] Image { get; } = image;

    public RecordHeader Header => RecordHeader.TryRead(Image, out var header) ? header : throw new InvalidOperationException("A record of our own is none.");

    public ReadOnlyMemory<byte> Targets => Image.AsMemory(RecordHeader.Size, Header.TargetsLength);

    public ReadOnlyMemory<byte> Body => Image.AsMemory(Header.HeadLength);
}
