using System.Collections.Immutable;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The rules of one interval, and what they remember of every target from one pass to the next.</summary>
/// <remarks>One thread. A pass runs within a reading of the store; in steady state it allocates nothing.</remarks>
internal sealed class RollupPass(IReadOnlyList<RollupRule> rules, StepCounts steps, IDeviceFacts? facts = null)
{
    // Generations of modules come and go, and a stream's schema has one for each leaf that is met. What is forgotten is found again.
    private const int MostSchemas = 256;

    private readonly Dictionary<ModuleSchema, SchemaUses> _uses = [];
    private readonly HashSet<(string Module, int Rule)> _modulesOfRules = [];
    private readonly Dictionary<string, TargetRollup> _byInstance = new(StringComparer.Ordinal);
    private ImmutableArray<TargetSeries> _targets = [];
    private TargetRollup[] _inOrder = [];

    public IReadOnlyList<RollupRule> Rules { get; } = rules;

    /// <summary>By rule.</summary>
    public RuleGroups[] Groups { get; } = [.. rules.Select(rule => new RuleGroups(rule))];

    public StepCounts Steps { get; } = steps;

    /// <summary>Knows what devices are; null when no rule asks.</summary>
    public IDeviceFacts? Facts { get; } = rules.Any(rule => rule.ReadsInventory) ? facts : null;

    /// <summary>When the pass under way began.</summary>
    public long NowUnixMs { get; private set; }

    /// <summary>Room for the values of a chunk of rows.</summary>
    public double[] Scratch { get; } = new double[RowLabels.Rows];

    /// <summary>Computes all results anew; they are in <see cref="Groups"/>.</summary>
    public void Run(ImmutableArray<TargetSeries> targets, long nowUnixMs)
    {
        NowUnixMs = nowUnixMs;
        if (targets != _targets) Follow(targets);
        foreach (var groups in Groups) groups.Begin();
        foreach (var target in _inOrder) target.Run();
    }

    /// <summary>What the rules read of a schema.</summary>
    public SchemaUses UsesOf(ModuleSchema schema, bool isStream)
    {
        if (_uses.TryGetValue(schema, out var known)) return known;
        if (_uses.Count == MostSchemas) _uses.Clear();
        var made = _uses[schema] = new SchemaUses(schema, Rules, isStream);
        foreach (var place in made.Places) _modulesOfRules.Add((schema.Name, place));
        return made;
    }

    /// <summary>Whether some target has been seen to have rows of a rule in a module of this name.</summary>
    public bool HasRule(string module, int rule) => _modulesOfRules.Contains((module, rule));

    private void Follow(ImmutableArray<TargetSeries> targets)
    {
        var next = new TargetRollup[targets.Length];
        var gone = new HashSet<string>(_byInstance.Keys, StringComparer.Ordinal);
        for (var place = 0; place < next.Length; place++)
        {
            var series = targets[place];
            gone.Remove(series.Target.Instance);
            if (!_byInstance.TryGetValue(series.Target.Instance, out var known)) _byInstance.Add(series.Target.Instance, known = new TargetRollup(this, series));
            else if (!ReferenceEquals(known.Series, series)) known.Follow(series);
            next[place] = known;
        }

        foreach (var instance in gone)
        {
            _byInstance.Remove(instance, out var target);
            target!.Release();
        }

        (_targets, _inOrder) = (targets, next);
    }
}
