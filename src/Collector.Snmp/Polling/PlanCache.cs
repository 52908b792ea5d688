using Collector.Pipeline.Configuration;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Polling;

/// <summary>The compiled modules of one configuration, each compiled when the first target needs it.</summary>
/// <remarks>Any thread; one compiles at a time. A module that means the same after a reload keeps its plan, so a plan's reference tells whether it changed.</remarks>
internal sealed class PlanCache(SnmpModules modules)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, MappingOptions Options), ModulePlan> _plans = [];
    private int _compiled;

    public SnmpModules Modules => modules;

    /// <summary>The plan of a module, or null when there is none of that name.</summary>
    public ModulePlan? Find(string name) => Find(name, MappingOptions.Default);

    /// <summary>The plan of a module for one use, or null when there is none of that name.</summary>
    public ModulePlan? Find(string name, MappingOptions options)
    {
        lock (_gate)
        {
            if (_plans.TryGetValue((name, options), out var plan)) return plan;
            if (!modules.TryGetModule(name, out var module)) return null;
            return _plans[(name, options)] = ModuleCompiler.Compile(module with { PacksColumns = module.PacksColumns && modules.Packing.IsOnFor(name) }, _compiled++, new ConfigurationProblems(), options, modules.Paces.For(name));
        }
    }

    /// <summary>The plans of another configuration, with those of these that mean the same there.</summary>
    public PlanCache For(SnmpModules others)
    {
        lock (_gate)
        {
            var next = new PlanCache(others) { _compiled = _compiled };
            foreach (var (key, plan) in _plans)
            {
                if (!others.TryGetModule(key.Name, out var module) || !SameContent.Of(modules.Modules[key.Name], module)) continue;
                if (modules.Packing.IsOnFor(key.Name) != others.Packing.IsOnFor(key.Name)) continue;
                if (modules.Paces.For(key.Name).IsSame(others.Paces.For(key.Name))) next._plans.Add(key, plan);
            }

            return next;
        }
    }
}
