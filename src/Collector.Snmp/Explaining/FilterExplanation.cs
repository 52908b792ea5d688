using Collector.Pipeline.Store;

namespace Collector.Snmp.Explaining;

/// <summary>One dynamic filter of a module: which rows it let pass, and what was therefore not asked for.</summary>
public sealed record FilterExplanation
{
    /// <summary>The column that is looked at.</summary>
    public required string Oid { get; init; }

    /// <summary>The subtrees of which only the rows that pass are asked for.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The expressions, as written.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Rows of the column.</summary>
    public required int Rows { get; init; }

    public required int Passed { get; init; }

    /// <summary>How reading the column ended. Unless it was complete, the filter has no effect.</summary>
    public WalkEnd? End { get; init; }

    public required string Why { get; init; }

    /// <summary>The first row that passed.</summary>
    public InstanceExplanation? ExamplePassed { get; init; }

    /// <summary>The first row that did not.</summary>
    public InstanceExplanation? ExampleExcluded { get; init; }
}
