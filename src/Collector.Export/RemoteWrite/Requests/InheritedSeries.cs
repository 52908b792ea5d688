namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The series of a target that ended in favour of another definition of it: those that the new one has as well go on, the others end with its first poll.</summary>
internal sealed class InheritedSeries
{
    private readonly Dictionary<byte[], long> _lastMs = new(LabelBytesComparer.Instance);
    private readonly Dictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public InheritedSeries() => _lookup = _lastMs.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Whether the target is told how its polls went, so that the rest ends with one.</summary>
    public bool IsPolled { get; set; }

    public void Add(ReadOnlySpan<byte> labels, long lastMs) => _lookup[labels] = lastMs;

    /// <summary>A series begins with a sample of this time. False when it was sent with this time or a later one.</summary>
    public bool TryTake(ReadOnlySpan<byte> labels, long unixMs)
    {
        if (!_lookup.TryGetValue(labels, out var lastMs)) return true;
        if (unixMs <= lastMs) return false;
        _lookup.Remove(labels);
        return true;
    }

    /// <summary>Ends all that nobody took.</summary>
    public void EndRest(SeriesEncoder encoder, long unixMs)
    {
        foreach (var (labels, lastMs) in _lastMs) encoder.SendEnd(fate: null, labels, Math.Max(unixMs, lastMs + 1));
        _lastMs.Clear();
    }
}
