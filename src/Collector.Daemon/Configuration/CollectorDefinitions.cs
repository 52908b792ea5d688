using Collector.Gnmi.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>What the names that targets give stand for, of all protocols: <see cref="TargetSet.Definitions"/>.</summary>
/// <param name="Modules">Modules, auths and profiles of SNMP.</param>
/// <param name="Gnmi">Subscriptions, and how each gNMI target is reached.</param>
internal sealed record CollectorDefinitions(SnmpModules Modules, GnmiOptions Gnmi);
