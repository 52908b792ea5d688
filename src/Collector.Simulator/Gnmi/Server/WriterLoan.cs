using Collector.Simulator.Gnmi.Messages;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>One writer that is used again and again, unless a huge message has made it huge. One thread.</summary>
internal sealed class WriterLoan : IDisposable
{
    private const int MostKept = 1 << 20;

    private NotificationWriter _writer = new();

    /// <summary>The writer, emptied.</summary>
    public NotificationWriter Take()
    {
        if (_writer.Batch.Buffer.Capacity > MostKept)
        {
            _writer.Dispose();
            _writer = new NotificationWriter();
        }

        _writer.Batch.Clear();
        return _writer;
    }

    public void Dispose() => _writer.Dispose();
}
