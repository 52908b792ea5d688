using System.Collections;
using System.Text;

namespace Collector.Pipeline.Configuration;

/// <summary>Collects every problem of a configuration, so that a user sees the whole list at once.</summary>
/// <remarks>For one thread. Keeps the first <see cref="MostKept"/> problems and counts the others.</remarks>
public sealed class ConfigurationProblems : IReadOnlyCollection<ConfigurationProblem>
{
    /// <summary>A list longer than this is of no use to anybody, and a generated file could make it as long as itself.</summary>
    public const int MostKept = 10_000;

    private readonly List<ConfigurationProblem> _kept = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>All problems, also those that are not kept.</summary>
    public int Count => ErrorCount + WarningCount;

    public int ErrorCount { get; private set; }

    public int WarningCount { get; private set; }

    /// <summary>Files, and patterns of files, that were looked at while loading, found or not: a change of one is a reason to load again.</summary>
    public IReadOnlyCollection<string> Files => _files;

    /// <summary>Gets every key that readers know, written or not. Null, as it usually is, for nobody: it is for those who hold the reference of keys to the readers.</summary>
    public ICollection<AskedKey>? Asked { get; init; }

    public bool HasErrors => ErrorCount > 0;

    public void Error(SourcePosition position, string message) => Add(new(position, message, ProblemSeverity.Error));

    public void Warning(SourcePosition position, string message) => Add(new(position, message, ProblemSeverity.Warning));

    /// <param name="file">A path, or a pattern that files of the configuration are found by.</param>
    public void LookedAt(string file) => _files.Add(file);

    public void Add(ConfigurationProblem problem)
    {
        if (problem.Severity == ProblemSeverity.Error) ErrorCount++;
        else WarningCount++;
        if (_kept.Count < MostKept) _kept.Add(problem);
    }

    public IEnumerator<ConfigurationProblem> GetEnumerator() => _kept.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One problem a line, as <c>file:line:column: message</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var problem in _kept) text.Append(problem).Append('\n');
        if (Count > _kept.Count) text.Append("and ").Append(Count - _kept.Count).Append(" more\n");
        return text.ToString().TrimEnd('\n');
    }
}
