namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Messages that are ready to be sent, one after the other in one buffer. One thread.</summary>
internal sealed class ResponseBatch
{
    private readonly List<int> _ends = [];

    public ProtoBuffer Buffer { get; } = new();

    public int Count => _ends.Count;

    public ReadOnlyMemory<byte> this[int message]
    {
        get
        {
            var start = message == 0 ? 0 : _ends[message - 1];
            return Buffer.Written[start.._ends[message]];
        }
    }

    /// <summary>Says that what was written since the last call is one message.</summary>
    public void End() => _ends.Add(Buffer.Length);

    public void Clear()
    {
        Buffer.Clear();
        _ends.Clear();
    }
}
