using Collector.Daemon.Configuration;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Reloading;

/// <summary>Where the configuration comes from: loads it at the start, and anew at each reload.</summary>
/// <remarks>One load at a time; any thread reads <see cref="Files"/>.</remarks>
/// <param name="name">What messages call it: its file.</param>
/// <param name="load">Never throws for what a user wrote; the result counts only if the problems have no error.</param>
internal sealed class ConfigurationSource(string name, Func<ConfigurationProblems, CollectorConfiguration> load)
{
    private readonly Published<IReadOnlyCollection<string>> _files = new([]);

    public string Name => name;

    /// <summary>Files and patterns of files that the last load looked at, whether it succeeded or not.</summary>
    public IReadOnlyCollection<string> Files => _files.Value;

    /// <summary>One that nobody wrote and that never changes.</summary>
    public static ConfigurationSource Fixed(CollectorConfiguration configuration) => new("the built-in configuration", _ => configuration);

    public CollectorConfiguration Load(ConfigurationProblems problems)
    {
        var loaded = load(problems);
        _files.Publish([.. problems.Files]);
        return loaded;
    }
}
