namespace Collector.Snmp.Explaining;

/// <summary>One varbind as the agent sent it, and what it became.</summary>
/// <param name="Oid">Its name.</param>
/// <param name="Type">The type on the wire, in the words of the SMI.</param>
/// <param name="Value">The value, shortened when it is long.</param>
public sealed record InstanceExplanation(string Oid, string Type, string Value)
{
    /// <summary>The series that it is now, with their values, without the labels of the target. An enumeration may have several.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>Why it is no series; null when it is.</summary>
    public string? Why { get; init; }
}
