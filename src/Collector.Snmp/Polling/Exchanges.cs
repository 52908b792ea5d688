using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Security;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling;

/// <summary>The requests of one lane: sends them, knows their replies, repeats those that stay unanswered. Next: <see cref="SubtreeWalk"/>.</summary>
/// <remarks>
/// The lane's thread only. A reply counts when its id is outstanding, it comes from the address and port that were asked, and the target's
/// security model accepts it; anything else is counted and has no effect.
/// </remarks>
internal sealed class Exchanges : IDatagramHandler
{
    /// <summary>Datagrams of one target that are looked at in one turn: far more than its window, far fewer than a flood.</summary>
    private const int TurnShare = 32;

    /// <summary>How often an agent may make us send a request again at once, on top of the retries: to learn its id, and its time.</summary>
    private const int MostCorrections = 2;

    // What a step's timer is for.
    private const int ReplyTimer = 0;
    private const int SendTimer = 1;

    private readonly Lane _lane;
    private readonly IDatagramTransport _transport;
    private readonly RequestTable _requests = new();
    private readonly ReplyBudget _budget;
    private readonly Queue<ModuleStep> _waiting = new();
    private readonly Queue<ModuleStep> _unsent = new();
    private readonly Queue<LaneTarget> _resumable = new();
    private readonly Queue<(int Slot, long At)> _charged = new();
    private readonly byte[] _buffer = new byte[1472]; // one Ethernet frame
    private int _turn;

    public Exchanges(Lane lane, IDatagramTransport transport, int mostInFlight)
    {
        _lane = lane;
        _transport = transport;
        _budget = new ReplyBudget(transport.ReceiveBufferBytes, mostInFlight);
    }

    /// <summary>Requests sent and not answered.</summary>
    public int InFlight => _requests.Count;

    /// <summary>Requests that wait for room in the receive buffer.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Octets of receive buffer set aside for replies.</summary>
    public int OctetsReserved => _budget.Taken;

    /// <summary>Sends a step's next request, or puts it in line.</summary>
    public void Begin(ModuleStep step)
    {
        step.Target.Poll.InFlight++;
        step.Corrections = 0;
        SendOrQueue(step);
    }

    /// <summary>The target's security model is ready: what was held up for it is sent.</summary>
    public void Resume(LaneTarget target)
    {
        for (var count = target.Held.Count; count > 0; count--)
        {
            var step = target.Held.Dequeue();
            if (step.State == StepState.Held) SendOrQueue(step); // else cancelled since
        }
    }

    /// <summary>Forgets a step's request, wherever it is.</summary>
    public void Cancel(ModuleStep step)
    {
        if (step.State == StepState.InFlight) Release(step, 0);
        else if (step.State is StepState.InLaneQueue or StepState.Held) step.Target.Poll.InFlight--;
        LeaveQueue(step);
    }

    /// <summary>Once a turn: sends what now has room.</summary>
    public void Pump()
    {
        _turn++;
        while (_resumable.TryDequeue(out var target)) Resume(target);
        ReturnOldCharges();
        SendUnsent();
        while (_waiting.TryPeek(out var step) && (step.State != StepState.InLaneQueue || TrySend(step))) _waiting.Dequeue();
        SendUnsent();
    }

    /// <summary>A step's timer: there was no reply in time, or its turn to be sent has come.</summary>
    public void OnTimer(ModuleStep step, int kind)
    {
        _requests[step.Slot].Timer = default;
        if (kind == SendTimer) Transmit(step);
        else OnTimeout(step);
    }

    /// <inheritdoc/>
    public void OnDatagram(in TransportEndpoint from, ReadOnlySpan<byte> datagram)
    {
        _lane.Metrics.Received(datagram.Length);
        var status = IncomingMessage.TryRead(datagram, out var message);
        if (status != DecodeStatus.Ok)
        {
            _lane.Metrics.Dropped(DropReason.Malformed);
            _lane.Metrics.Undecoded(status);
            _lane.TellMalformed(from);
            return;
        }

        var match = _requests.Match(message.Id, out var slot, out var isLastSending);
        if (match != IdMatch.Outstanding)
        {
            _lane.Metrics.Dropped(DropReasons.Of(match));
            if (match == IdMatch.Late) _lane.TellAlive(from);
            return;
        }

        var step = _requests[slot].Owner!;
        if (from != step.Target.Poll.Endpoint && !step.Module.State.Plan.AnySource) Drop(step, DropReason.WrongSource);
        else if (!step.Target.TryTakeTurn(_turn, TurnShare)) _lane.Metrics.Dropped(DropReason.OverShare);
        else Open(step, message, datagram.Length, isLastSending);
    }

    /// <inheritdoc/>
    public void OnTruncated(in TransportEndpoint from) => _lane.Metrics.Dropped(DropReason.TooLong);

    /// <inheritdoc/>
    public void OnUnreachable(in TransportEndpoint target, UnreachableReason reason)
    {
        _lane.Metrics.Unreachable();
        if (reason == UnreachableReason.MessageTooLong) return; // the kernel knows the path's size now, and the next sending is in fragments
        for (var slot = 0; slot < _requests.Used; slot++)
        {
            if (_requests[slot].Owner is { } step && step.Target.Poll.Endpoint == target) step.Target.Poll.OnUnreachable(reason);
        }
    }

    /// <summary>No reply in time. The request is repeated, or waited for in silence for as long as its repetitions would have taken.</summary>
    private void OnTimeout(ModuleStep step)
    {
        ref var request = ref _requests[step.Slot];
        var patience = new RequestPatience(step, request, _lane.Clock.NowFine);
        if (patience.IsOver)
        {
            var end = request.WasMalformed ? WalkEnd.Malformed : WalkEnd.Timeout;
            Release(step, 0);
            _lane.Metrics.TimedOut();
            step.Target.Poll.Close(step, end);
        }
        else if (patience.MayRepeat)
        {
            step.Target.Repeating = step;
            step.OnLost();
            TryTransmit(step);
        }
        else
        {
            SetReplyTimer(step, patience.UntilNextLook);
        }
    }

    private void SetReplyTimer(ModuleStep step, double afterMs) =>
        _requests[step.Slot].Timer = _lane.Wheel.Schedule(_lane.Clock.Now + (long)Math.Ceiling(afterMs), step, ReplyTimer);

    private void Open(ModuleStep step, in IncomingMessage message, int length, bool isLastSending)
    {
        var security = step.Target.Security;
        var verdict = security.Open(message, out var pdu);
        switch (verdict)
        {
            case ReplyVerdict.Accepted:
                Deliver(step, message.Id, pdu, length, isLastSending);
                break;
            case ReplyVerdict.SendAgain:
                _lane.Metrics.Reported(security.Problem);
                step.Target.Poll.OnFault(ReplyFault.OnlyReports);
                Correct(step);
                break;
            case ReplyVerdict.Reported:
                _lane.Metrics.Reported(security.Problem);
                if (isLastSending) step.Target.Poll.OnReported(security.Problem); // of an earlier one we know more by now
                break;
            default:
                Refuse(step, DropReasons.Of(verdict));
                break;
        }
    }

    /// <summary>The agent taught us something that the request was wrong about.</summary>
    private void Correct(ModuleStep step)
    {
        EndDiscovery(step.Target);
        if (step.Corrections == MostCorrections)
        {
            step.Target.Poll.OnReported(step.Target.Security.Problem);
            return;
        }

        step.Corrections++;
        _requests[step.Slot].Corrections++;
        _lane.Wheel.Cancel(_requests[step.Slot].Timer);
        (_requests[step.Slot].Timer, _requests[step.Slot].FirstSentAt) = (default, _lane.Clock.NowFine); // what it was sent for is answered
        TryTransmit(step);
    }

    private void Deliver(ModuleStep step, int id, in Messages.Pdu pdu, int length, bool isLastSending)
    {
        var poll = step.Target.Poll;
        step.Target.ReplySize.OnReply(length, pdu.VarbindList.Length);
        var reply = step.OnReply(pdu, poll.AgeMs);
        if (reply.Action == StepAction.Ignore)
        {
            Refuse(step, DropReason.Malformed);
            return;
        }

        var roundTrip = _lane.Clock.NowFine - _requests.SentAt(step.Slot, id);
        var wasAlone = _requests[step.Slot].WasAlone;
        step.Target.Trace?.OnReply(step, pdu, length, roundTrip);
        step.Target.LongestReply = Math.Max(step.Target.LongestReply, length);
        Release(step, id);
        _lane.Metrics.Answered();
        poll.OnAnswered(step, roundTrip, wasAlone);
        if (reply.Action == StepAction.GoOn) poll.GoOn(step);
        else poll.Close(step, reply.End);
    }

    private void Refuse(ModuleStep step, DropReason reason)
    {
        step.Target.Poll.CountInvalid();
        _requests[step.Slot].WasMalformed |= reason == DropReason.Malformed;
        Drop(step, reason);
    }

    private void Drop(ModuleStep step, DropReason reason)
    {
        _lane.Metrics.Dropped(reason);
        if (DropReasons.FaultOf(reason) is { } fault) step.Target.Poll.OnFault(fault);
        step.Target.Trace?.OnRefused(step, reason);
    }

    private void SendOrQueue(ModuleStep step)
    {
        if (_waiting.Count == 0 && TrySend(step)) return;
        step.State = StepState.InLaneQueue;
        step.Target.Poll.OnQueued();
        _waiting.Enqueue(step);
        _lane.Metrics.Delayed(_budget.IsAtLimit ? DelayReason.Limit : DelayReason.Room);
    }

    /// <summary>Whether the security model lets this step's request go now. One request at a time may be a discovery.</summary>
    private static bool MaySend(ModuleStep step) => step.Target.Security.Prepare() switch
    {
        SecurityReadiness.Ready => true,
        SecurityReadiness.Undiscovered => step.Target.Discoverer is null || step.Target.Discoverer == step,
        _ => false,
    };

    private static void LeaveQueue(ModuleStep step)
    {
        if (step.State == StepState.InLaneQueue) step.Target.Poll.OnUnqueued();
    }

    private static void Hold(ModuleStep step)
    {
        LeaveQueue(step);
        step.State = StepState.Held;
        step.Target.Held.Enqueue(step);
    }

    /// <summary>The next turn sends what waited for a discovery; if that failed, the first of them is one.</summary>
    private void EndDiscovery(LaneTarget target)
    {
        target.Discoverer = null;
        if (target.Held.Count > 0) _resumable.Enqueue(target);
    }

    /// <summary>Sends a step's request, or holds it up. False when it must wait in line for room.</summary>
    private bool TrySend(ModuleStep step)
    {
        if (!MaySend(step))
        {
            Hold(step);
            return true;
        }

        var charge = ReplyBudget.ChargeFor(step.Target.LongestReply);
        if (_requests.IsFull || !_budget.TryTake(charge)) return false;
        LeaveQueue(step);
        step.Slot = _requests.Take(step);
        step.State = StepState.InFlight;
        (_requests[step.Slot].Charge, _requests[step.Slot].ChargedAt) = (charge, _lane.Clock.Now);
        _charged.Enqueue((step.Slot, _lane.Clock.Now));
        TryTransmit(step);
        return true;
    }

    /// <summary>Takes back the room of requests that have had no reply for so long that it will not come together with others.</summary>
    private void ReturnOldCharges()
    {
        while (_charged.TryPeek(out var oldest) && oldest.At + ReplyBudget.HoldMs <= _lane.Clock.Now)
        {
            _charged.Dequeue();
            ref var request = ref _requests[oldest.Slot];
            if (request.Owner is null || request.ChargedAt != oldest.At) continue; // answered since
            _budget.Release(request.Charge);
            request.Charge = 0;
        }
    }

    /// <summary>Sends what did not fit into the batch before, a batch at a time, until the kernel pushes back.</summary>
    private void SendUnsent()
    {
        var isMoving = true;
        _transport.Flush(this);
        while (isMoving && _unsent.Count > 0)
        {
            isMoving = false;
            while (_unsent.TryDequeue(out var step))
            {
                if (step.State != StepState.InFlight || _requests[step.Slot].Timer != default) continue; // cancelled since
                if (!TryTransmit(step)) break;
                isMoving = true;
            }

            _transport.Flush(this);
        }
    }

    /// <summary>Puts a request into the send batch, or has that done when the target's gap is over. False when the batch is full: the request is sent in the next turn.</summary>
    private bool TryTransmit(ModuleStep step)
    {
        var gap = step.Target.TakeSending(_lane.Clock.Now);
        if (gap == 0) return Transmit(step);
        _requests[step.Slot].Timer = _lane.Wheel.Schedule(_lane.Clock.Now + gap, step, SendTimer);
        _lane.Metrics.Delayed(DelayReason.Gap);
        return true;
    }

    private bool Transmit(ModuleStep step)
    {
        if (!MaySend(step))
        {
            Release(step, 0);
            step.Target.Poll.InFlight++;
            Hold(step);
            return true;
        }

        var id = _requests.NextId(step.Slot, _lane.Clock.NowFine);
        int length;
        while (!step.Target.Security.TryWrite(_buffer, id, step.NextRequest(), out length))
        {
            if (step.Shrink()) continue;
            Release(step, 0);
            step.Target.Poll.Close(step, WalkEnd.TooBig);
            return true;
        }

        if (!_transport.TryQueue(step.Target.Poll.Endpoint, _buffer.AsSpan(0, length)))
        {
            _requests.TakeBackSending(step.Slot);
            _unsent.Enqueue(step);
            return false;
        }

        if (step.Target.Security.Prepare() == SecurityReadiness.Undiscovered) step.Target.Discoverer = step;
        var isRetry = _requests[step.Slot].Attempts > 1;
        step.Target.Poll.CountRequest(step, isRetry);
        _lane.Metrics.Sent(isRetry);
        step.Target.Trace?.OnSent(step, isRetry);
        _requests[step.Slot].WasAlone = step.Target.Poll.InFlight == 1;
        SetReplyTimer(step, new RequestPatience(step, _requests[step.Slot], _lane.Clock.NowFine).UntilTimeout);
        return true;
    }

    private void Release(ModuleStep step, int answeredId)
    {
        ref var request = ref _requests[step.Slot];
        _lane.Wheel.Cancel(request.Timer);
        _budget.Release(request.Charge);
        _requests.Release(step.Slot, answeredId);
        step.State = StepState.Idle;
        step.Target.Poll.InFlight--;
        if (step.Target.Repeating == step) step.Target.Repeating = null;
        if (step.Target.Discoverer == step) EndDiscovery(step.Target);
    }
}
