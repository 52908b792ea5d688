using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>What the protocols know and targets do not: whether the address can be one, whether modules and credentials exist.</summary>
/// <remarks>One thread at a time.</remarks>
public interface ITargetCheck
{
    /// <summary>False when the target cannot be polled; why is then among the problems, maybe said for an earlier target already.</summary>
    bool Accepts(WrittenTarget target, ConfigurationProblems problems);
}
