using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Polling;

/// <summary>How long a reply may take and how often a request is repeated: the module's own word first, then the target's, which has the defaults in it.</summary>
internal readonly record struct PacketTimeouts(TimeSpan Timeout, int Retries)
{
    public long TimeoutMs(ModulePlan module) => (long)(module.Timeout ?? Timeout).TotalMilliseconds;

    /// <summary>How long a request is waited for, all its repetitions together.</summary>
    public long PatienceMs(ModulePlan module) => TimeoutMs(module) * (1 + RetriesOf(module));

    public int RetriesOf(ModulePlan module) => module.Retries ?? Retries;
}
