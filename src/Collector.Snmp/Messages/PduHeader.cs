namespace Collector.Snmp.Messages;

/// <summary>What stands in front of a PDU's varbinds (RFC 3416 section 3).</summary>
/// <param name="ErrorStatus">In a GETBULK request: non-repeaters.</param>
/// <param name="ErrorIndex">From 1, or 0 for none. In a GETBULK request: max-repetitions.</param>
public readonly record struct PduHeader(PduType Type, int RequestId, int ErrorStatus = 0, int ErrorIndex = 0)
{
    public static PduHeader GetBulk(int requestId, int nonRepeaters, int maxRepetitions) =>
        new(PduType.GetBulk, requestId, nonRepeaters, maxRepetitions);

    public static PduHeader Response(int requestId, ErrorStatus status = Messages.ErrorStatus.NoError, int index = 0) =>
        new(PduType.Response, requestId, (int)status, index);
}
