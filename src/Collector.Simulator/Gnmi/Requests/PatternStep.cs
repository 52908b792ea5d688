namespace Collector.Simulator.Gnmi.Requests;

/// <summary>One step of a <see cref="PathPattern"/>. A key that is not named, or whose value is <c>*</c>, matches everything.</summary>
internal readonly record struct PatternStep(string Name, IReadOnlyList<KeyValuePair<string, string>> Keys)
{
    public const string Any = "*";
    public const string AnyLevels = "...";
}
