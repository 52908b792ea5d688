using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Pipeline.Targets;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>What all targets of a shard share while their series are put into requests: the request, the endpoint's labels and rules, and buffers.</summary>
/// <remarks>One thread.</remarks>
internal sealed class SeriesEncoder(RequestWriter writer, LabelSet externalLabels, SeriesRules rules, RemoteWriteMetrics metrics)
{
    private readonly LabelList _list = new();

    public RequestWriter Writer { get; } = writer;

    public RowStage Stage { get; } = new();

    public LabelComposer Composer { get; } = new();

    public SeriesClaims Claims { get; } = new();

    /// <summary>The labelled series of the row that is being sent.</summary>
    public LabelledSet Labelled { get; } = new();

    /// <summary>Gets to know the families that are sent; null where nobody asks for them.</summary>
    public FamilyBook? Families { get; init; }

    public bool HasRules => !rules.AreNone;

    /// <summary>A row with its labels: the target's, the row's, and those of the endpoint that neither has.</summary>
    public RowSeries MakeRow(LabelSet target, ReadOnlySpan<byte> block, int words)
    {
        _list.Clear();
        _list.Add(target);
        _list.AddBlock(block);
        if (_list.Duplicates > 0) metrics.DuplicateLabels(_list.Duplicates);
        _list.Add(externalLabels);
        var isValid = _list.AreNamesValid();
        var labels = _list.Encode(out var afterName);
        return new RowSeries { Block = block.ToArray(), Labels = labels, AfterName = afterName, IsValid = isValid, Sent = new ulong[words] };
    }

    /// <summary>What becomes of a series. The caller is a user of it from now on, and ends that with <see cref="End"/>.</summary>
    /// <param name="labels">All of them.</param>
    /// <param name="isShared">Somebody else may send a series of these labels.</param>
    public SeriesFate Judge(ReadOnlySpan<byte> labels, bool isShared)
    {
        if (!rules.Apply(labels, out var changed)) return SeriesFate.Dropped;
        if (changed is not null) return new SeriesFate { Shared = Claims.Use(changed) };
        return isShared ? new SeriesFate { Shared = Claims.Use(labels) } : SeriesFate.Unchanged;
    }

    /// <summary>A series with a fate of its own is no more.</summary>
    public void End(SeriesFate? fate)
    {
        if (fate?.Shared is { } shared) Claims.EndUse(shared, fate);
    }

    /// <summary>Sends a sample of a series that has a fate, if it may be sent; else says why not, and returns false.</summary>
    /// <param name="fate">What became of the series.</param>
    /// <param name="labels">Its own labels.</param>
    /// <param name="inherited">Series of the target's predecessor that are to be gone on with.</param>
    /// <param name="unixMs">The sample's time.</param>
    /// <param name="bits">Its value.</param>
    public bool Send(SeriesFate fate, ReadOnlySpan<byte> labels, InheritedSeries? inherited, long unixMs, ulong bits)
    {
        if (fate == SeriesFate.Dropped) return Drop(SampleDrop.Relabelled);
        if (fate.Shared is { } shared)
        {
            labels = shared.Labels;
            shared.Owner ??= fate;
            if (shared.Owner != fate) return Drop(SampleDrop.Duplicate);
            if (unixMs <= shared.LastMs) return Drop(SampleDrop.NotIncreasing);
            shared.LastMs = unixMs;
        }

        if (inherited is not null && !inherited.TryTake(labels, unixMs)) return Drop(SampleDrop.NotIncreasing);
        Writer.Add(labels, default, default, unixMs, bits);
        return true;
    }

    /// <summary>Ends a series that was sent.</summary>
    public void SendEnd(SeriesFate? fate, ReadOnlySpan<byte> labels, long unixMs)
    {
        if (fate?.Shared is { } shared)
        {
            if (shared.Owner != fate) return;
            labels = shared.Labels;
            unixMs = Math.Max(unixMs, shared.LastMs + 1);
            (shared.Owner, shared.LastMs) = (null, unixMs);
        }

        Writer.Add(labels, default, default, unixMs, RequestWriter.StaleMarker);
        metrics.StaleMarker();
    }

    /// <summary>A device's time was replaced.</summary>
    public void Clamped() => metrics.Clamped();

    public bool Drop(SampleDrop reason, int samples = 1)
    {
        metrics.Dropped(reason, samples);
        return false;
    }
}
