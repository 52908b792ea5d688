using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>Targets that share labels, as written: the shape that Prometheus' <c>static_configs</c> and <c>file_sd</c> have.</summary>
public sealed record TargetGroup(IReadOnlyList<WrittenText> Targets, IReadOnlyList<WrittenLabel> Labels);

/// <summary>A text and where it was written.</summary>
public readonly record struct WrittenText(string Text, SourcePosition Position);

/// <summary>A label of a group and where its value was written.</summary>
public readonly record struct WrittenLabel(string Name, string Value, SourcePosition Position);
