namespace Collector.Pipeline.Configuration;

/// <summary>One thing that a user wrote wrong, and where. The message never holds a secret.</summary>
public sealed record ConfigurationProblem(SourcePosition Position, string Message, ProblemSeverity Severity)
{
    public override string ToString() =>
        Severity == ProblemSeverity.Warning ? $"{Position}: warning: {Message}" : $"{Position}: {Message}";
}
