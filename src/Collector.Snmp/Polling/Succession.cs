using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling;

/// <summary>
/// Closes the gap when the definition of a target changes: what was known of it is served until the first poll by the new definition is over, whatever
/// came of that. So an instance is always served once, never twice and never not at all.
/// </summary>
/// <remarks>One caller at a time changes; lanes report. The store is changed by nobody else.</remarks>
internal sealed class Succession : IDisposable
{
    // A change of defaults makes every target an heir; each step into the store copies the list of targets once.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(50);

    private readonly SeriesStore _store;
    private readonly ITimer _timer;
    private readonly Lock _changing = new();
    private readonly Dictionary<TargetSeries, TargetSeries> _standIns = []; // by heir; under _changing
    private readonly Lock _arriving = new(); // a lane never waits for the store
    private List<TargetSeries> _arrived = []; // under _arriving

    public Succession(SeriesStore store, TimeProvider time)
    {
        _store = store;
        _timer = time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Targets end and begin. One that ends without an heir is gone at once; an heir that has been polled already is served at once.</summary>
    public void Change(IReadOnlyCollection<TargetSeries> ended, IReadOnlyCollection<TargetSeries> begun)
    {
        if (ended.Count + begun.Count == 0) return;
        lock (_changing)
        {
            var served = ended.ToDictionary(series => series.Target.Instance, ServedFor, StringComparer.Ordinal);
            var added = new List<TargetSeries>();
            foreach (var series in begun)
            {
                if (series.History.Finished == 0 && served.Remove(series.Target.Instance, out var standIn)) _standIns.Add(series, standIn);
                else added.Add(series);
            }

            if (served.Count + added.Count > 0) _store.Change(served.Values.ToHashSet(), added);
        }
    }

    /// <summary>A lane's thread: the first poll of a target is over.</summary>
    public void OnFirstPoll(TargetSeries series)
    {
        lock (_arriving)
        {
            _arrived.Add(series);
            if (_arrived.Count == 1) _timer.Change(GatherTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Whose series are in the store for a target that ends.</summary>
    private TargetSeries ServedFor(TargetSeries ended) => _standIns.Remove(ended, out var standIn) ? standIn : ended;

    private void Settle()
    {
        List<TargetSeries> arrived;
        lock (_arriving) (arrived, _arrived) = (_arrived, []);
        lock (_changing)
        {
            var heirs = new Dictionary<TargetSeries, TargetSeries>();
            foreach (var heir in arrived)
            {
                if (_standIns.Remove(heir, out var standIn)) heirs.Add(standIn, heir);
            }

            if (heirs.Count > 0) _store.Replace(heirs);
        }
    }
}
