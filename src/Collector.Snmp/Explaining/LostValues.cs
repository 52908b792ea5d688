namespace Collector.Snmp.Explaining;

/// <summary>Instances of one metric that came and did not become what one would expect, all for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The first of them.</param>
public sealed record LostValues(LossReason Reason, int Count, InstanceExplanation Example);

/// <summary>Why an instance that was received did not become its series.</summary>
public enum LossReason
{
    /// <summary>The metric's type can do nothing with the value: there is no series.</summary>
    Unfit,

    /// <summary>Another row has the same labels, so this would be the same series twice.</summary>
    Duplicate,

    /// <summary>There is a series, but its 0 only means that the value is no number.</summary>
    NotANumber,

    /// <summary>It is not certain what the row is: a lookup is missing that it had, or that others have.</summary>
    Withheld,

    /// <summary>The module had as many rows or cells as it may have.</summary>
    Limit,
}
