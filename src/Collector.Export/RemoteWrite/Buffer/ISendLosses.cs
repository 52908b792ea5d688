namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Hears of every request that will never be sent, so that no loss is silent.</summary>
/// <remarks>Any thread; must not wait.</remarks>
internal interface ISendLosses
{
    /// <param name="reason">Why.</param>
    /// <param name="summary">What is lost.</param>
    /// <param name="targets">Whose samples they were; empty when that is lost too.</param>
    void Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets);
}
