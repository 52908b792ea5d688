using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets;

/// <summary>Targets that share labels, as written: the shape that Prometheus' <c>static_configs</c> and <c>file_sd</c> have.</summary>
public sealed record TargetGroup(IReadOnlyList<WrittenText> Targets, IReadOnlyList<WrittenLabel> Labels)
{
    /// <summary>Of the source that the group is from; they are applied before those of all targets.</summary>
    public RelabelRules Rules { get; init; } = RelabelRules.None;
}

/// <summary>A text and where it was written.</summary>
public readonly record struct WrittenText(string Text, SourcePosition Position);

/// <summary>A label of a group and where its value was written.</summary>
public readonly record struct WrittenLabel(string Name, string Value, SourcePosition Position);
