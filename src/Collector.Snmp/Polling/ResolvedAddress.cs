using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>Where a target is at present. A name that moves gets another one.</summary>
/// <param name="Endpoint">Null when the name was looked up and has no address.</param>
internal sealed record ResolvedAddress(TransportEndpoint? Endpoint);
