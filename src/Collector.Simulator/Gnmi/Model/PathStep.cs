namespace Collector.Simulator.Gnmi.Model;

/// <summary>One step from the root to a container: a name and, for a list, the names of its keys.</summary>
internal sealed record PathStep(string Name, string Module, string[] Keys);
