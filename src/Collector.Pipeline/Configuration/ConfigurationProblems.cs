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

    /// <summary>All problems, also those that are not kept.</summary>
    public int Count => ErrorCount + WarningCount;

    public int ErrorCount { get; private set; }

    public int WarningCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public void Error(SourcePosition position, string message) => Add(new(position, message, ProblemSeverity.Error));

    public void Warning(SourcePosition position, string message) => Add(new(position, message, ProblemSeverity.Warning));

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
