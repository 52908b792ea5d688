using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Reloading;

/// <summary>Where the configuration comes from: loads it at the start, and anew at each reload.</summary>
/// <param name="Name">What messages call it: its file.</param>
/// <param name="Load">Never throws for what a user wrote; the result counts only if the problems have no error.</param>
internal sealed record ConfigurationSource(string Name, Func<ConfigurationProblems, CollectorConfiguration> Load)
{
    /// <summary>One that nobody wrote and that never changes.</summary>
    public static ConfigurationSource Fixed(CollectorConfiguration configuration) => new("the built-in configuration", _ => configuration);
}
