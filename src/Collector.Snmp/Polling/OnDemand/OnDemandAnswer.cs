using System.Diagnostics.CodeAnalysis;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What came of a request: a result, which the caller disposes of, or a refusal.</summary>
public readonly record struct OnDemandAnswer
{
    internal OnDemandAnswer(OnDemandResult result) => Result = result;

    internal OnDemandAnswer(OnDemandRefusal refusal) => Refusal = refusal;

    public OnDemandResult? Result { get; }

    /// <summary>Counts only without a result.</summary>
    public OnDemandRefusal Refusal { get; }

    [MemberNotNullWhen(true, nameof(Result))]
    public bool HasResult => Result is not null;
}
