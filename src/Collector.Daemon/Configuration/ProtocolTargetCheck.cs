using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration;

/// <summary>Has each target checked by who knows its protocol.</summary>
internal sealed class ProtocolTargetCheck(SnmpTargetCheck snmp, GnmiTargetCheck gnmi) : ITargetCheck
{
    public static ProtocolTargetCheck For(CollectorDefinitions definitions) => new(new SnmpTargetCheck(definitions.Modules), new GnmiTargetCheck(definitions.Gnmi));

    public bool Accepts(WrittenTarget target, ConfigurationProblems problems) =>
        target.Target.Protocol == Target.Gnmi ? gnmi.Accepts(target, problems) : snmp.Accepts(target, problems);
}
