using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Linux;

/// <summary>The datagrams one UDP socket is to send next, and the ladder of errors that sendmmsg can return for them.</summary>
/// <remarks>
/// With IP_RECVERR an ICMP error about one destination is returned by the next call, whomever that call is for. So no error is believed
/// before the error queue, which names the destination, is empty and the same datagram has failed twice. Lane's thread only.
/// </remarks>
internal sealed class MmsgSendQueue : IDisposable
{
    public const int BatchSize = 64;
    private const int PayloadBytes = 2 * 65_536; // any one message fits, and a batch of usual requests ten times over
    private const int MostErrorRounds = 8;       // error queues a turn: a flood of ICMP must not hold the lane
    private const ushort FamilyIPv4 = 2, FamilyIPv6 = 10; // AF_INET, AF_INET6

    private readonly Socket _socket;
    private readonly bool _ipv6;
    private readonly MmsgErrorQueue _errors;
    private readonly MmsgBatch _batch = new(BatchSize, PayloadBytes);
    private int _queued, _sent, _payloadUsed;

    public MmsgSendQueue(Socket socket, bool ipv6, MmsgErrorQueue errors)
    {
        (_socket, _ipv6, _errors) = (socket, ipv6, errors);
        for (int slot = 0; slot < BatchSize; slot++)
            BinaryPrimitives.WriteUInt16LittleEndian(_batch.Name(slot), ipv6 ? FamilyIPv6 : FamilyIPv4);
    }

    /// <summary>The socket had no room for a datagram; POLLOUT tells when it has.</summary>
    public bool IsPushedBack { get; private set; }

    /// <summary>A device queue was full or errors kept coming: nothing to poll for, try again soon.</summary>
    public bool IsHeldBack { get; private set; }

    public bool TryAdd(in TransportEndpoint to, ReadOnlySpan<byte> payload)
    {
        if (_queued == BatchSize || payload.Length > PayloadBytes - _payloadUsed)
            return false;
        SockAddr.Write(_batch.Name(_queued), _ipv6, to);
        _batch.Arm(_queued, SockAddr.Length(_ipv6));
        payload.CopyTo(_batch.Payload(_payloadUsed, payload.Length));
        _batch.Place(_queued, _payloadUsed, payload.Length);
        _payloadUsed += payload.Length;
        _queued++;
        return true;
    }

    public void Flush(IDatagramHandler handler)
    {
        IsPushedBack = IsHeldBack = false;
        int end = _queued; // what the handler queues meanwhile waits for the next turn
        int failures = 0, rounds = 0;
        while (_sent < end)
        {
            int sent = _batch.Send(_socket.SafeHandle, _sent, end - _sent, out int errno);
            if (sent > 0)
            {
                _sent += sent;
                failures = 0;
                _errors.MayHold |= _sent < end; // the kernel keeps the reason of a short count to itself
            }
            else if (!GoOnAfter(errno, handler, ref failures, ref rounds))
            {
                break;
            }
        }

        if (_sent == _queued)
            _sent = _queued = _payloadUsed = 0;
    }

    public void Dispose() => _batch.Dispose();

    // False: stop for this turn and keep the rest.
    private bool GoOnAfter(int errno, IDatagramHandler handler, ref int failures, ref int rounds)
    {
        if (errno == Errno.Interrupted)
            return true;
        if (Errno.IsOurs(errno))
            throw new Win32Exception(errno);
        if (Errno.IsPushBack(errno))
        {
            IsPushedBack = errno == Errno.TryAgain;
            IsHeldBack = !IsPushedBack;
            return false;
        }

        // ICMP errors that keep coming use up our rounds; the datagram stays queued and is not to blame.
        if (_errors.Drain(handler) > 0)
        {
            failures = 0;
            IsHeldBack = ++rounds == MostErrorRounds;
            return !IsHeldBack;
        }

        // Either a full error queue has lost whom the error is about, and it is gone now; or it is about this datagram, and comes back.
        if (++failures < 2)
            return true;
        failures = 0;
        handler.OnUnreachable(SockAddr.Read(_batch.Name(_sent), _ipv6), Errno.Reason(errno));
        _sent++;
        return true;
    }
}
