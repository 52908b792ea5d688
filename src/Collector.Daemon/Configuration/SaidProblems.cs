using System.Runtime.CompilerServices;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Configuration;

/// <summary>Passes problems on, each once to each list: what a thousand targets have in common is one problem.</summary>
/// <remarks>One thread at a time. Lists are not kept alive.</remarks>
internal sealed class SaidProblems
{
    private readonly ConditionalWeakTable<ConfigurationProblems, HashSet<ConfigurationProblem>> _said = [];

    public void Say(ConfigurationProblems problems, ConfigurationProblem problem)
    {
        if (_said.GetOrCreateValue(problems).Add(problem)) problems.Add(problem);
    }
}
