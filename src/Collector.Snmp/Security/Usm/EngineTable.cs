using Collector.Snmp.Transport;

namespace Collector.Snmp.Security.Usm;

/// <summary>The engines that one lane has met, by address: a poll on demand and a target that was loaded anew need no discovery.</summary>
/// <remarks>The lane's thread.</remarks>
internal sealed class EngineTable
{
    // More than a daemon has targets. Beyond it, whoever asks for many addresses on demand costs discoveries, not memory.
    private const int Most = 100_000;

    private readonly Dictionary<TransportEndpoint, AuthoritativeEngine> _engines = [];

    public AuthoritativeEngine At(in TransportEndpoint address)
    {
        if (_engines.TryGetValue(address, out var engine)) return engine;
        if (_engines.Count >= Most) DropOlderHalf();
        return _engines[address] = new AuthoritativeEngine();
    }

    private void DropOlderHalf()
    {
        foreach (var (address, _) in _engines.OrderBy(entry => entry.Value.UsedAt).Take(Most / 2).ToList()) _engines.Remove(address);
    }
}
