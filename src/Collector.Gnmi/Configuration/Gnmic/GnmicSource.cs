using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>What all readers of one file in gnmic's format share: where it lies, its environment, and who hears of problems.</summary>
/// <remarks>For one thread. A message about a setting that many targets have is given once.</remarks>
internal sealed class GnmicSource(string folder, EnvironmentText environment, ConfigurationProblems problems)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public ConfigurationProblems Problems => problems;

    /// <summary>For secrets that are kept elsewhere, which gnmic does not know of.</summary>
    public SecretSourceReader Secrets { get; } = new(folder, problems);

    public NodeReader Nodes { get; } = new(problems);

    /// <summary>How bad a key is that nobody knows. gnmic itself passes over them, so a file of its own must not be refused for one.</summary>
    public ProblemSeverity UnknownKeys { get; init; } = ProblemSeverity.Error;

    /// <summary>Puts the variables of the environment in.</summary>
    /// <param name="scalar">As written.</param>
    /// <param name="what">Names the value in messages.</param>
    /// <param name="isSecret">Then not even what looks like the name of a variable is shown: it may be a part of a password.</param>
    public string Expand(YamlScalar scalar, string what, bool isSecret = false)
    {
        var text = environment.Expand(scalar.Text, out var unset);
        foreach (var name in unset)
            problems.Error(scalar.Position, $"{what}: the environment variable{(isSecret ? " that it names" : $" {name}")} is not set");
        return text;
    }

    /// <summary>An absolute path: <c>~</c> is the home folder, relative ones begin where the file is.</summary>
    public string FullPath(string path)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return NamedFile.Resolve(folder, path);
    }

    /// <summary>A warning that is given once for the whole file, with its first place.</summary>
    public void WarnOnce(SourcePosition position, string message)
    {
        if (_said.Add(message)) problems.Warning(position, message);
    }
}
