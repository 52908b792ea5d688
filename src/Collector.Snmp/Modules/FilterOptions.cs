using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>One entry of a module's <c>filters</c>: fetches only those rows of some subtrees whose value in one column matches.</summary>
public sealed record FilterOptions
{
    /// <summary>The column that is looked at.</summary>
    public required Oid Oid { get; init; }

    /// <summary>The subtrees that shrink to the rows that match.</summary>
    public IReadOnlyList<Oid> Targets { get; init; } = [];

    /// <summary>Regular expressions in Go's syntax; one that matches is enough.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
