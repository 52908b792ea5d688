using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Writes down how far the sender has come, whenever it has come further.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class PositionKeeper(LogState state, IBufferFolder folder, DiskHealth health)
{
    private readonly Lock _writing = new();
    private readonly byte[] _next = new byte[ReadPosition.Size];
    private readonly byte[] _written = new byte[ReadPosition.Size];

    public void Commit(bool isClosed = false)
    {
        lock (_writing)
        {
            state.Position(isClosed).Write(_next);
            if (_next.AsSpan().SequenceEqual(_written)) return;
            try
            {
                folder.Replace(ReadPosition.FileName, _next);
                _next.CopyTo(_written, 0);
                health.Worked(DiskOperation.Position);
            }
            catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
            {
                health.Failed(DiskOperation.Position, exception); // the next one says it all again
            }
        }
    }
}
