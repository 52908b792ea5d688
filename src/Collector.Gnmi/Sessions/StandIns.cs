using Collector.Pipeline.Store;

namespace Collector.Gnmi.Sessions;

/// <summary>
/// Closes the gap when the definition of a target changes: what was known of it is served until the new session has its first state, has failed, or has had
/// its time. So an instance is always served once.
/// </summary>
/// <remarks>Any thread.</remarks>
internal sealed class StandIns(SeriesStore store, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _changing = new();
    private readonly Dictionary<TargetSeries, (TargetSeries StandIn, long Since)> _byHeir = [];

    /// <summary>Targets end and begin. One that ends without an heir is gone at once.</summary>
    public void Change(IReadOnlyCollection<TargetSeries> ended, IReadOnlyCollection<TargetSeries> begun)
    {
        if (ended.Count + begun.Count == 0) return;
        lock (_changing)
        {
            var served = ended.ToDictionary(series => series.Target.Instance, ServedFor, StringComparer.Ordinal);
            var added = new List<TargetSeries>();
            foreach (var series in begun)
            {
                if (series.Stream!.IsUp is null && served.Remove(series.Target.Instance, out var standIn)) _byHeir.Add(series, (standIn, time.GetTimestamp()));
                else added.Add(series);
            }

            if (served.Count + added.Count > 0) store.Change(served.Values.ToHashSet(), added);
        }
    }

    /// <summary>Lets those heirs take over that can.</summary>
    public void Settle()
    {
        lock (_changing)
        {
            if (_byHeir.Count == 0) return;
            var heirs = _byHeir.Where(pair => CanTakeOver(pair.Key, pair.Value.Since)).ToDictionary(pair => pair.Value.StandIn, pair => pair.Key);
            foreach (var heir in heirs.Values) _byHeir.Remove(heir);
            if (heirs.Count > 0) store.Replace(heirs);
        }
    }

    private TargetSeries ServedFor(TargetSeries ended) => _byHeir.Remove(ended, out var other) ? other.StandIn : ended;

    private bool CanTakeOver(TargetSeries heir, long since) =>
        heir.Stream!.IsSynced || heir.Stream.IsUp == false || time.GetElapsedTime(since) >= Longest;
}
