namespace Collector.Testing.RemoteWrite;

/// <summary>A request of remote write as it came over the wire.</summary>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Body">Compressed.</param>
public sealed record ReceivedWrite(IReadOnlyDictionary<string, string> Headers, byte[] Body);
