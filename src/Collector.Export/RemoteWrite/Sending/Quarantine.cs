using Collector.Export.RemoteWrite.Requests;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Series that a receiver fails at, every time. They are left out for an hour, so that all the others go on.</summary>
/// <remarks>All shards of an endpoint; any thread.</remarks>
internal sealed class Quarantine(TimeProvider time)
{
    private const int MostSeries = 10_000;

    private static readonly TimeSpan Stay = TimeSpan.FromHours(1);

    private readonly Lock _changing = new();
    private readonly Dictionary<byte[], long> _since = new(LabelBytesComparer.Instance);

    /// <summary>Series that are left out now.</summary>
    public int Count
    {
        get
        {
            lock (_changing) return _since.Count;
        }
    }

    public void Add(ReadOnlySpan<byte> labels)
    {
        lock (_changing)
        {
            if (_since.Count < MostSeries) _since[labels.ToArray()] = time.GetTimestamp();
        }
    }

    /// <summary>Whether a series is to be left out.</summary>
    public bool Contains(ReadOnlySpan<byte> labels)
    {
        lock (_changing)
        {
            var lookup = _since.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (!lookup.TryGetValue(labels, out var since)) return false;
            if (time.GetElapsedTime(since) < Stay) return true;
            lookup.Remove(labels);
            return false;
        }
    }
}
