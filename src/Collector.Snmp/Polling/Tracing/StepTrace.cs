using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling.Tracing;

/// <summary>What one walk, or the GETs of one module, asked and got in a traced poll. Times are in milliseconds from its first request.</summary>
/// <remarks>The lane's thread writes while the poll runs; afterwards whoever awaited it reads.</remarks>
internal sealed class StepTrace(ModuleStep step)
{
    /// <summary>Instances that the agent does not have, by name: enough for what a person reads.</summary>
    public const int MostMissing = 200;

    private readonly byte[] _lastName = new byte[Ber.Oid.MaxEncodedLength];
    private int _lastLength;
    private double _begunAt = double.NaN;

    public ModuleStep Step { get; } = step;

    /// <summary>Of the newest request; a walk of an instance ends with a GET.</summary>
    public PduType Asking { get; private set; }

    /// <summary>The type of its first request.</summary>
    public PduType First { get; private set; }

    /// <summary>Repetitions asked for in the newest GETBULK.</summary>
    public int Repetitions { get; private set; }

    /// <summary>Requests sent, those sent again included.</summary>
    public int Requests { get; private set; }

    public int Retries { get; private set; }

    /// <summary>Replies that were taken.</summary>
    public int Replies { get; private set; }

    /// <summary>Octets of the replies that were taken, as they came over the network.</summary>
    public long Octets { get; private set; }

    /// <summary>Varbinds within what was asked for.</summary>
    public int Varbinds { get; private set; }

    /// <summary>How long it took; the time until the last event while it is not over.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>The longest time from a request to its reply; 0 when none can be told.</summary>
    public double LongestRoundTrip { get; private set; }

    /// <summary>How it ended; null when it never began.</summary>
    public WalkEnd? End { get; private set; }

    /// <summary>The last error-status that the agent sent; 0 for none.</summary>
    public int ErrorStatus { get; private set; }

    /// <summary>The last name within what was asked for; empty before the first.</summary>
    public ReadOnlySpan<byte> LastName => _lastName.AsSpan(0, _lastLength);

    /// <summary>The name that ended the walk: outside of the subtree, or not greater than <see cref="LastName"/>. Empty when another thing ended it.</summary>
    public byte[] EndName { get; private set; } = [];

    /// <summary>The exception that ended the walk; `Null` when there was none.</summary>
    public SmiType EndException { get; private set; } = SmiType.Null;

    /// <summary>Names asked for by GET that the agent does not have, with what it said of them.</summary>
    public List<(byte[] Name, SmiType Said)> Missing { get; } = [];

    /// <summary>Replies that were not taken, by reason.</summary>
    public int[] Refused { get; } = new int[EnumLabels<DropReason>.All.Count];

    public void OnSent(in Security.RequestPdu request, bool isRetry, double now)
    {
        if (Requests == 0) (_begunAt, First) = (now, request.Type);
        Asking = request.Type;
        if (request.Type == PduType.GetBulk) Repetitions = request.Header(0).ErrorIndex;
        Requests++;
        if (isRetry) Retries++;
        Milliseconds = now - _begunAt;
    }

    public void OnReply(int errorStatus, int octets, double roundTrip, double now)
    {
        Replies++;
        Octets += octets;
        if (errorStatus != 0) ErrorStatus = errorStatus;
        if (roundTrip > LongestRoundTrip) LongestRoundTrip = roundTrip;
        Milliseconds = now - _begunAt;
    }

    public void OnVarbind(ReadOnlySpan<byte> name)
    {
        Varbinds++;
        name.CopyTo(_lastName);
        _lastLength = name.Length;
    }

    public void OnMissing(ReadOnlySpan<byte> name, SmiType said)
    {
        if (Missing.Count < MostMissing) Missing.Add((name.ToArray(), said));
    }

    public void OnLeft(ReadOnlySpan<byte> name, SmiType exception) => (EndName, EndException) = (name.ToArray(), exception);

    public void OnClosed(WalkEnd end, double now)
    {
        End = end;
        if (Requests > 0) Milliseconds = now - _begunAt;
    }
}
