using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Tracing;

/// <summary>One request that was sent in a traced poll, and the reply to it if one was taken.</summary>
/// <remarks>The lane's thread writes while the poll runs; afterwards whoever awaited it reads.</remarks>
internal sealed class RequestTrace
{
    public RequestTrace(ModuleStep step, in RequestPdu request, bool isRetry)
    {
        (Step, Type, IsRetry) = (step, request.Type, isRetry);
        if (request.Type == PduType.GetBulk) Repetitions = request.Header(0).ErrorIndex;
        Names = new byte[request.Count][];
        for (var name = 0; name < Names.Length; name++) Names[name] = request.Name(name).ToArray();
    }

    /// <summary>Whose it is.</summary>
    public ModuleStep Step { get; }

    public PduType Type { get; }

    /// <summary>The same was asked before and had no reply in time.</summary>
    public bool IsRetry { get; }

    /// <summary>Of a GETBULK; 0 for others.</summary>
    public int Repetitions { get; }

    /// <summary>What it asked for, or for what comes after it.</summary>
    public byte[][] Names { get; }

    public bool IsAnswered { get; private set; }

    /// <summary>Of the reply, as it came over the network.</summary>
    public int Octets { get; private set; }

    /// <summary>Of the reply, those of no use included.</summary>
    public int Varbinds { get; private set; }

    /// <summary>What the agent said in place of an answer; 0 for nothing.</summary>
    public int ErrorStatus { get; private set; }

    /// <summary>In milliseconds; NaN when it cannot be told.</summary>
    public double RoundTrip { get; private set; } = double.NaN;

    public void OnReply(in Pdu pdu, int octets, double roundTrip)
    {
        var counted = default(Count);
        PduReader.ReadVarbinds(pdu.VarbindList, ref counted);
        (IsAnswered, Octets, Varbinds, ErrorStatus, RoundTrip) = (true, octets, counted.Varbinds, pdu.ErrorStatus, roundTrip);
    }

    private struct Count : IVarbindHandler
    {
        public int Varbinds { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            Varbinds++;
            return true;
        }
    }
}
