namespace Collector.LoadTest.Agents;

/// <summary>What the process of gNMI targets says first.</summary>
/// <param name="Port">Of all targets.</param>
/// <param name="Authority">What to trust, as PEM; null without TLS.</param>
internal sealed record GnmiStart(int Port, string? Authority);
