namespace Collector.Gnmi.Sessions;

/// <summary>Takes what one subscription of one target sends. One caller at a time.</summary>
public interface ISubscriptionSink
{
    /// <summary>A call was opened. What is known stays in force until the device has confirmed or replaced it.</summary>
    void BeginCall();

    /// <summary>Applies one SubscribeResponse, as it came off the wire.</summary>
    /// <param name="response">The bytes of the message; not used after the return.</param>
    /// <param name="nowUnixNs">When it was received.</param>
    ResponseKind Apply(ReadOnlySpan<byte> response, long nowUnixNs);

    /// <summary>Ends what was not confirmed since <see cref="BeginCall"/>. <see cref="Apply"/> does it by itself on a sync response; who calls it knows that none will come.</summary>
    void Sweep();

    /// <summary>Ends samples that are too old. To be called now and then, whether messages come or not.</summary>
    void Expire(long nowUnixNs);

    /// <summary>What was read at once has been applied, or time has passed.</summary>
    /// <param name="nowUnixNs">When it was received.</param>
    void EndBurst(long nowUnixNs)
    {
        // Who shows the newest state only has it already.
    }

    /// <summary>Ends all series: the target is gone, or was away for longer than its grace.</summary>
    void Clear();
}
