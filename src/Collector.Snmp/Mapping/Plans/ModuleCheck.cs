using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>Compiles every module that a user wrote, for the sake of the warnings: a daemon compiles only those that it polls, and has nobody to tell.</summary>
public static class ModuleCheck
{
    /// <param name="modules">What was read; those built in are left out.</param>
    /// <param name="problems">Gets a warning for each metric that is never shown and each object that is never used.</param>
    public static void Run(SnmpModules modules, ConfigurationProblems problems)
    {
        foreach (var module in modules.Modules.Values)
        {
            if (!BuiltInProfiles.All.TryGetModule(module.Name, out var builtIn) || !ReferenceEquals(builtIn, module)) ModuleCompiler.Compile(module, 0, problems);
        }
    }
}
