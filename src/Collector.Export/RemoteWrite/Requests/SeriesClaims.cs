namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Who may send a series that several could: the same family in two modules of a target, or series that rules made equal.</summary>
/// <remarks>One shard's thread. The first one sends until it ends; the others' samples are left out, because two of one time would cost the receiver the whole request.</remarks>
internal sealed class SeriesClaims
{
    private readonly Dictionary<byte[], SharedSeries> _byLabels = new(LabelBytesComparer.Instance);
    private readonly Dictionary<byte[], SharedSeries>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public SeriesClaims() => _lookup = _byLabels.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The series with these labels, one more user of which is the caller.</summary>
    public SharedSeries Use(ReadOnlySpan<byte> labels)
    {
        if (!_lookup.TryGetValue(labels, out var shared))
        {
            shared = new SharedSeries(labels.ToArray());
            _byLabels.Add(shared.Labels, shared);
        }

        shared.Users++;
        return shared;
    }

    /// <summary>A user is no more.</summary>
    public void EndUse(SharedSeries shared, object user)
    {
        if (shared.Owner == user) shared.Owner = null;
        if (--shared.Users == 0) _byLabels.Remove(shared.Labels);
    }
}
