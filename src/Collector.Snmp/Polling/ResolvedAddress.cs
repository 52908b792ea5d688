using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>Where a target is at present. A name that moves gets another one.</summary>
internal sealed record ResolvedAddress(TransportEndpoint Endpoint);
