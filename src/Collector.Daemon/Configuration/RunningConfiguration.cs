using Collector.Pipeline.Concurrency;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>The configuration in force, which a reload replaces whole.</summary>
/// <remarks>Any thread reads; keep <see cref="Current"/> in a local for as long as a consistent view is needed. Reloads, one at a time, replace.</remarks>
internal sealed class RunningConfiguration(CollectorConfiguration first)
{
    private readonly Published<CollectorConfiguration> _current = new(first);

    public CollectorConfiguration Current => _current.Value;

    /// <summary>What the names that targets give stand for.</summary>
    public CollectorDefinitions Definitions => Current.Definitions;

    /// <summary>The modules and auths in force.</summary>
    public SnmpModules Modules => Current.Modules;

    public void Replace(CollectorConfiguration next) => _current.Publish(next);
}
