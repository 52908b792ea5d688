using System.Collections.Immutable;
using Collector.Pipeline.Rollups.Passes;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Rollups;

/// <summary>Computes the rollups of all targets, each rule at its interval, and puts the results into the store as series that belong to no target.</summary>
/// <remarks>
/// One thread at a time calls; what it computed is read by any. A pass reads the snapshots that lanes published, within a reading of the store, and holds up nobody.
/// Next: the exposition, which shows <see cref="SeriesStore.Derived"/> with the collector's own metrics, and whoever observes publications.
/// </remarks>
public sealed class RollupEngine(SeriesStore store, IEnumerable<IPublicationObserver> observers, RollupMetrics metrics, TimeProvider time, IDeviceFacts? facts = null)
{
    private readonly IPublicationObserver[] _observers = [.. observers];
    private readonly StepCounts _steps = metrics.Steps;
    private Running[] _running = [];
    private TargetSeries? _series;
    private string _rules = "";

    /// <summary>Puts rules in force. Those that say the same as before go on as if nothing had happened.</summary>
    public void Use(IReadOnlyList<RollupRule> rules)
    {
        var text = string.Join('\n', rules.Select(rule => rule.Text));
        if (text == _rules) return;
        _rules = text;
        var byInterval = rules.GroupBy(rule => rule.Interval).OrderBy(group => group.Key).ToArray();
        var series = byInterval.Length == 0 ? null : new TargetSeries(Belonging, [.. byInterval.Select(group => NameOf(group.Key))]);
        var before = _running;
        _running = [.. byInterval.Select((group, place) => Make(place, group.Key, [.. group], before))];
        var replaced = _series;
        _series = series;
        if (replaced is not null) End(replaced);
        if (series is null) store.ShowDerived(null);
        RunDue();
    }

    /// <summary>Runs the passes that are due. Call it about once a second.</summary>
    public void RunDue()
    {
        var now = time.GetTimestamp();
        foreach (var running in _running)
        {
            if (running.DueAt > now) continue;
            running.DueAt = now + (long)(running.Interval.TotalSeconds * time.TimestampFrequency);
            Run(running);
        }

        if (_series is not null && store.Derived != _series && Array.TrueForAll(_running, running => running.HasRun)) store.ShowDerived(_series); // with results: nobody sees a gap
    }

    /// <summary>What results belong to: no device, and no labels but their own.</summary>
    private static Target Belonging { get; } = new()
    {
        Instance = "rollups",
        Protocol = "rollups",
        Address = "",
        Labels = LabelSet.Empty,
        Modules = [],
        Auth = "",
        Interval = TimeSpan.Zero,
        Deadline = TimeSpan.Zero,
    };

    private static string NameOf(TimeSpan interval) => $"rollups_{Configuration.DurationText.Format(interval)}";

    private Running Make(int place, TimeSpan interval, IReadOnlyList<RollupRule> rules, Running[] before)
    {
        var text = string.Join('\n', rules.Select(rule => rule.Text));
        var known = Array.Find(before, running => running.Text == text);
        var schema = known?.Schema ?? PassSchema.Of(NameOf(interval), rules);
        return new Running(place, interval, text, schema, known?.Pass ?? new RollupPass(rules, _steps, facts), new SnapshotPool(store.Epochs)) { DueAt = long.MinValue };
    }

    /// <summary>Ends all that was published, at this moment. What goes on does so a moment later: two samples of one time would cost a receiver the whole request.</summary>
    private void End(TargetSeries replaced)
    {
        foreach (var observer in _observers) observer.OnEnded(replaced, heir: null);
        var moment = time.GetTimestamp() + time.TimestampFrequency / 2;
        foreach (var running in _running) running.DueAt = moment;
    }

    private void Run(Running running)
    {
        running.HasRun = true;
        var began = time.GetTimestamp();
        var nowUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        ModuleSnapshot next;
        using (store.Epochs.Enter())
        {
            running.Pass.Run(store.TargetArray, nowUnixMs);
            next = running.Publication.Write(nowUnixMs);
        }

        var previous = _series!.Publish(running.Place, next, isComplete: true);
        foreach (var observer in _observers) observer.OnPublished(_series, running.Place, next, previous);
        if (previous is not null) running.Pool.Retire(previous);
        running.Pool.Trim();
        metrics.Ran(time.GetElapsedTime(began), _running.SelectMany(one => one.Pass.Groups));
    }

    /// <summary>One interval's pass, and where its results go.</summary>
    private sealed class Running(int place, TimeSpan interval, string text, ModuleSchema schema, RollupPass pass, SnapshotPool pool)
    {
        public int Place { get; } = place;

        public TimeSpan Interval { get; } = interval;

        public string Text { get; } = text;

        public ModuleSchema Schema { get; } = schema;

        public RollupPass Pass { get; } = pass;

        public SnapshotPool Pool { get; } = pool;

        public PassPublication Publication { get; } = new(pass, schema, pool);

        /// <summary>Whether there are results.</summary>
        public bool HasRun { get; set; }

        /// <summary>By the monotonic clock.</summary>
        public long DueAt { get; set; }
    }
}
