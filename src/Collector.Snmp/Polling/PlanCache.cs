using Collector.Pipeline.Configuration;
using Collector.Snmp.Mapping;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Polling;

/// <summary>The compiled modules of one configuration, each compiled when the first target needs it.</summary>
/// <remarks>One thread: the one that applies target changes.</remarks>
internal sealed class PlanCache(SnmpModules modules)
{
    private readonly Dictionary<string, ModulePlan> _plans = new(StringComparer.Ordinal);

    public SnmpModules Modules => modules;

    /// <summary>The plan of a module, or null when there is none of that name.</summary>
    public ModulePlan? Find(string name)
    {
        if (_plans.TryGetValue(name, out var plan)) return plan;
        if (!modules.TryGetModule(name, out var module)) return null;
        return _plans[name] = ModuleCompiler.Compile(module, _plans.Count, new ConfigurationProblems());
    }
}
