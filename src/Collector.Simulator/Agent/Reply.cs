using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>A finished reply at the front of the caller's buffer. No octets: it does not fit at all, and the agent stays silent.</summary>
internal readonly record struct Reply(int Length, int Varbinds, ErrorStatus Error);
