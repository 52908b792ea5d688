namespace Collector.Simulator.Mib;

/// <summary>The eight counters of an interface that exist in 64 bits (ifHC…) and in 32 (if…).</summary>
public enum InterfaceCounter
{
    InOctets,
    InUnicast,
    InMulticast,
    InBroadcast,
    OutOctets,
    OutUnicast,
    OutMulticast,
    OutBroadcast,
}
