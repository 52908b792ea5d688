using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Store;

/// <summary>Everything the store has of one target: a snapshot for each of its modules, and how its polls went.</summary>
/// <remarks>One lane publishes; any thread reads, within a reading of <see cref="SeriesStore.Epochs"/>.</remarks>
public sealed class TargetSeries
{
    private readonly Published<ModuleSnapshot?>[] _modules;
    private readonly LiveModule?[] _live;
    private readonly OwnedCounter[] _incomplete;

    /// <param name="target">The target.</param>
    /// <param name="moduleNames">Its modules, in the order they were written.</param>
    public TargetSeries(Target target, IReadOnlyList<string> moduleNames)
    {
        Target = target;
        ModuleNames = moduleNames;
        _modules = [.. moduleNames.Select(_ => new Published<ModuleSnapshot?>(null))];
        _live = new LiveModule?[moduleNames.Count];
        _incomplete = new OwnedCounter[moduleNames.Count];
        DataLabels = target.Labels;
    }

    public Target Target { get; }

    /// <summary>Its modules, or for a streaming target its subscriptions.</summary>
    public IReadOnlyList<string> ModuleNames { get; }

    /// <summary>What every series of the modules carries: the target's labels, unless the naming of its data says otherwise.</summary>
    public LabelSet DataLabels { get; init; }

    public PollHistory History { get; } = new();

    /// <summary>How the target's stream goes; null for a target that is polled.</summary>
    public StreamHistory? Stream { get; init; }

    /// <summary>The newest snapshot of a module, or a copy of what its stream has brought; null when there is nothing, or when the last poll had no reply.</summary>
    public ModuleSnapshot? Module(int index) => _live[index] is { } live ? live.Read() : _modules[index].Value;

    /// <summary>Any thread, within a reading: what the modules hold now. Of a stream that is being written it is nearly so.</summary>
    public StoreSize Size()
    {
        var sum = default(StoreSize);
        for (var index = 0; index < _modules.Length; index++) sum += _live[index]?.Size() ?? _modules[index].Value?.Size() ?? default;
        return sum;
    }

    /// <summary>Before the series are in the store: a module that a stream changes in place.</summary>
    public void Attach(int index, LiveModule live) => _live[index] = live;

    /// <summary>Times that <see cref="Module"/> had to give an older copy of what a stream brought, because messages came without a pause.</summary>
    public long StaleReads
    {
        get
        {
            var sum = 0L;
            foreach (var live in _live) sum += live?.StaleReads ?? 0;
            return sum;
        }
    }

    /// <summary>Whether the module's last poll read it to its end; null before its first.</summary>
    public bool? IsComplete(int index) => _incomplete[index].Value switch { 0 => null, 1 => true, _ => false };

    /// <summary>The lane only. Swaps a module's snapshot, null when there was no reply, and returns the one it replaces for recycling.</summary>
    public ModuleSnapshot? Publish(int index, ModuleSnapshot? next, bool isComplete)
    {
        _incomplete[index].Set(isComplete ? 1 : 2);
        return _modules[index].Exchange(next);
    }
}
