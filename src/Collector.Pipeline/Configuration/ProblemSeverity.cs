namespace Collector.Pipeline.Configuration;

/// <summary>Whether a configuration with this problem can still be used.</summary>
public enum ProblemSeverity
{
    /// <summary>The part in question is left out or unusable; the rest works.</summary>
    Warning,

    /// <summary>The configuration is refused and the old one stays in force.</summary>
    Error,
}
