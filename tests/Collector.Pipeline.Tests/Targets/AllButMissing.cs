using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

/// <summary>Knows one thing: that the module "missing" does not exist.</summary>
internal sealed class AllButMissing : ITargetCheck
{
    public bool Accepts(WrittenTarget target, ConfigurationProblems problems)
    {
        if (!target.Target.Modules.Contains("missing")) return true;
        problems.Error(target.ModulesAt, "no module \"missing\"");
        return false;
    }
}
