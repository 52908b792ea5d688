using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Collector.Pipeline.Targets;

/// <summary>All targets of one moment, in the order they were configured, found by their instance.</summary>
/// <remarks>Immutable, so a reader keeps one for a whole cycle.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A set of targets is what it is")]
public sealed class TargetSet : IReadOnlyList<Target>
{
    private readonly Target[] _targets;

    /// <exception cref="ArgumentException">Two targets have the same instance.</exception>
    public TargetSet(IEnumerable<Target> targets)
    {
        _targets = [.. targets];
        var byInstance = new Dictionary<string, Target>(_targets.Length, StringComparer.Ordinal);
        foreach (var target in _targets)
        {
            if (!byInstance.TryAdd(target.Instance, target)) throw new ArgumentException($"two targets have the instance '{target.Instance}'", nameof(targets));
        }
        ByInstance = byInstance;
    }

    public static TargetSet Empty { get; } = new([]);

    public IReadOnlyDictionary<string, Target> ByInstance { get; }

    /// <summary><see cref="TargetSettings.Definitions"/> of the settings that the set was built with.</summary>
    public object? Definitions { get; init; }

    public int Count => _targets.Length;

    public Target this[int index] => _targets[index];

    /// <summary>What a subscriber that knows <paramref name="previous"/> has to do to know this set.</summary>
    public TargetChanges Since(TargetSet previous)
    {
        if (ReferenceEquals(this, previous)) return TargetChanges.None;
        List<Target> added = [], changed = [];
        foreach (var target in _targets)
        {
            if (!previous.ByInstance.TryGetValue(target.Instance, out var before)) added.Add(target);
            else if (!target.Equals(before)) changed.Add(target);
        }
        var removed = previous.Where(target => !ByInstance.ContainsKey(target.Instance)).ToList();
        return new TargetChanges(added, removed, changed);
    }

    public IEnumerator<Target> GetEnumerator() => ((IEnumerable<Target>)_targets).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
