using Collector.Fuzz.Targets;

namespace Collector.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } = [new MessageTarget(), new UserSecurityTarget(), new SnmpYamlTarget(), new CollectorYamlTarget(), new TargetsYamlTarget(), new WebYamlTarget(), new SnmpQueryTarget(), new GrpcFramesTarget(), new GnmicYamlTarget(), new GnmiPathTarget(), new GnmiResponseTarget()];

    public static FuzzTarget Named(string name) => All.First(target => target.Name == name);
}
