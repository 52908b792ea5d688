using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>One entry of <c>targets</c>: how it is reached, and what discovery makes a target of.</summary>
internal sealed record GnmicTarget(GnmiTargetOptions Options, TargetGroup Group);
