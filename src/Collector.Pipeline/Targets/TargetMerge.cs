namespace Collector.Pipeline.Targets;

/// <summary>Puts the targets of all sources into one list, in order; of two with the same instance the first one stays.</summary>
public sealed class TargetMerge
{
    private readonly Dictionary<string, WrittenTarget> _byInstance = new(StringComparer.Ordinal);
    private readonly List<Target> _inOrder = [];

    /// <summary>Null when the target was taken, otherwise the earlier one that has its instance.</summary>
    public WrittenTarget? Add(WrittenTarget target)
    {
        if (!_byInstance.TryAdd(target.Target.Instance, target)) return _byInstance[target.Target.Instance];
        _inOrder.Add(target.Target);
        return null;
    }

    public TargetSet ToSet(object? definitions = null) => new(_inOrder) { Definitions = definitions };

    /// <summary>The words for the second target of an instance, naming the first.</summary>
    public static string DuplicateMessage(WrittenTarget second, WrittenTarget first) =>
        $"target \"{second.Target.Instance}\" is already at {first.Position}; give one of them another instance label";
}
