using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Sessions;

/// <summary>Makes the series of a target and the sinks of its subscriptions. Called by the one who applies target changes.</summary>
public delegate MappedTarget TargetMapping(Target target, SessionPlan plan);
