namespace Collector.Snmp.Transport.Addresses;

/// <summary>What is known about a target's address now.</summary>
/// <param name="Endpoint">Where to send; the last good one while lookups fail, null when none ever succeeded.</param>
/// <param name="Error">Why the last lookup failed, in words, or null when it did not.</param>
internal readonly record struct Resolution(TransportEndpoint? Endpoint, string? Error);
