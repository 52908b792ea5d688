namespace Collector.Snmp.Explaining;

/// <summary>The answer to "the device has this OID; where is it?".</summary>
public sealed record OidExplanation
{
    /// <summary>The object or instance that was asked about.</summary>
    public required string Oid { get; init; }

    /// <summary>Whether it is a series, and if not, why: the short answer.</summary>
    public required string Answer { get; init; }

    /// <summary>The walks and gets of the module that cover it.</summary>
    public IReadOnlyList<string> AskedBy { get; init; } = [];

    /// <summary>Instances received at it or below it.</summary>
    public int Received { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<InstanceExplanation> Instances { get; init; } = [];

    /// <summary>Metrics of the module that take it.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Labels that are looked up in it.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Metrics of other modules in the configuration that map it, as <c>module/metric</c>.</summary>
    public IReadOnlyList<string> MappedBy { get; init; } = [];
}
