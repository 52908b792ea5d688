using System.Buffers.Binary;
using Collector.Simulator.Agent;
using Collector.Simulator.Devices;
using Collector.Simulator.Engines;
using Collector.Simulator.Faults;
using Collector.Simulator.Mib;
using Collector.Simulator.Network;
using Collector.Snmp.Messages;

namespace Collector.Simulator;

/// <summary>The one thread that is all agents: receives a batch, answers it, sends what has become due.</summary>
/// <remarks>
/// A lock guards all state. The thread holds it for a batch at a time; edits and readers of counters take it in between,
/// which is what makes an edit atomic. Nothing is allocated for a request (a delayed reply borrows a pooled buffer).
/// </remarks>
internal sealed class FleetServer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SimulatorOptions _options;
    private readonly FaultPlan _faults;
    private readonly FleetClock _clock;
    private readonly uint _baseAddress;
    private readonly DeviceState[] _devices;
    private readonly RequestReader _reader;
    private readonly Responder _responder;
    private readonly DeviceEngines _engines;
    private readonly FleetTally _tally = new();
    private readonly LoopbackSocket _socket;
    private readonly Outbox _outbox;
    private readonly Thread _thread;
    private bool _isStopping;

    public FleetServer(SimulatorOptions options)
    {
        _options = options;
        _faults = new FaultPlan(options);
        _clock = new FleetClock(options.Time, options.Epoch ?? options.Time.GetUtcNow() - TimeSpan.FromSeconds(1_000_000), options.RebootEvery);
        _baseAddress = BinaryPrimitives.ReadUInt32BigEndian(options.BaseAddress.GetAddressBytes());
        _devices = MakeDevices();
        _reader = new RequestReader(options.Community);
        _responder = new Responder(new ObjectTable(), options.MaxMessageSize, options.MaxRepetitions);
        _engines = new DeviceEngines(options);
        _socket = new LoopbackSocket(options.Port, options.ReceiveBufferBytes);
        _outbox = new Outbox(_socket, options.Time, _tally);
        _thread = new Thread(Run) { Name = "SNMP simulator", IsBackground = true };
    }

    public int Port => _socket.Port;

    public DeviceState Device(int number) => _devices[number];

    public void Start() => _thread.Start();

    public FleetCounters ReadCounters()
    {
        lock (_gate)
        {
            return _tally.Snapshot(_devices) with
            {
                Outstanding = _outbox.Waiting, SocketDrops = _socket.Drops, SendFailures = _socket.SendFailures,
            };
        }
    }

    public T Read<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    public void Edit(DeviceState device, Action<DeviceEdit> edit)
    {
        lock (_gate) Apply(device, edit);
    }

    public Task EditAtNextPoll(DeviceState device, Action<DeviceEdit> edit)
    {
        // The author's continuation must not run on the simulator's thread.
        var pending = new PendingEdit(edit, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate) device.AddPending(pending);
        return pending.Applied.Task;
    }

    public void Dispose()
    {
        lock (_gate) _isStopping = true;
        _socket.Wake();
        if (_thread.IsAlive) _thread.Join();
        _outbox.Dispose();
        _engines.Dispose();
        _socket.Dispose();
    }

    private DeviceState[] MakeDevices()
    {
        var layout = ObjectTable.Layout(_options.Interfaces);
        var endless = ObjectTable.Layout(_options.Interfaces, endless: true);
        return [.. _faults.Natures().Select((nature, number) =>
            new DeviceState(number, nature, nature == DeviceNature.Endless ? endless : layout, _clock.FirstStart(number)))];
    }

    private void Run()
    {
        while (true)
        {
            var received = _socket.Receive();
            TimeSpan wait;
            lock (_gate)
            {
                if (_isStopping) return;
                for (var slot = 0; slot < received; slot++) Serve(_socket.Take(slot));
                wait = _outbox.SendDue();
                _socket.Flush();
            }
            if (received == 0) _socket.Wait(wait);
        }
    }

    private void Serve(Arrival arrival)
    {
        if (!arrival.IsLoopback) { _tally.Totals.NotLoopback++; return; }
        if (arrival.IsTruncated) { _tally.Totals.Oversized++; return; }
        var number = arrival.Asked - _baseAddress;
        if (number >= (uint)_devices.Length) { _tally.Totals.UnknownAddress++; return; }
        var outcome = _reader.TryRead(arrival.Datagram, out var request);
        if (outcome == RequestOutcome.Accepted) Serve(_devices[number], request, arrival, default);
        else if (outcome == RequestOutcome.UnsupportedVersion && _engines.HasUsers) ServeVersion3(_devices[number], arrival);
        else _tally.Refused(outcome);
    }

    private void ServeVersion3(DeviceState device, in Arrival arrival)
    {
        var outcome = _engines.Open(arrival.Datagram, device.Number, EngineClockOf(device), out var opened);
        if (outcome == EngineOutcome.Malformed) { _tally.Refused(RequestOutcome.Malformed); return; }
        var dice = new FaultDice(_options.Seed, device.Number, ~device.Requests);
        if (outcome == EngineOutcome.Request && opened.Message.IsAuthenticated && _faults.ForgetsTime(ref dice)) outcome = EngineOutcome.NotInTimeWindow;
        if (outcome != EngineOutcome.Request)
        {
            device.Requests++;
            if (device.IsSilent) { _tally.Totals.Silent++; return; }
            if (_faults.Loses(ref dice)) { _tally.Totals.Lost++; return; }
            _tally.Reported();
            var room = _socket.Room;
            Dispatch(device, room[.._engines.Report(room, outcome, opened)], arrival, ref dice);
            return;
        }

        var readable = _reader.TryReadPdu(opened.Octets, opened.Pdu, SnmpVersion.V2c, default, out var request);
        if (readable != RequestOutcome.Accepted) { _tally.Refused(readable); return; }
        _tally.Opened();
        Serve(device, request, arrival, opened);
    }

    private EngineClock EngineClockOf(DeviceState device)
    {
        var now = _clock.Ticks;
        device.EngineId ??= _engines.IdOf(device.Number);
        var boots = 1 + device.EarlierBoots + _clock.Restarts(now, device.StartTick);
        return new EngineClock(device.EngineId, (int)boots, (int)(_clock.Uptime(now, device.StartTick) / FleetClock.TicksPerSecond));
    }

    /// <param name="device">Who was asked.</param>
    /// <param name="request">For what.</param>
    /// <param name="arrival">By whom.</param>
    /// <param name="opened">The message that the request was in, if it was one of version 3.</param>
    private void Serve(DeviceState device, in Request request, in Arrival arrival, in EngineRequest opened)
    {
        var now = _clock.Ticks;
        _tally.Accepted(request, device.IsRepeated(arrival.From.Octets, request.Header.RequestId), now / FleetClock.TicksPerSecond);
        device.Requests++;
        if (device.HasPending && NextPoll.IsBegunBy(request)) ApplyPending(device);
        if (device.IsSilent) { _tally.Totals.Silent++; return; }
        if (IsTooMuch(device, request))
        {
            _tally.Totals.Overtaxed++;
            if (device.Nature == DeviceNature.Breaking) return;
        }

        var dice = new FaultDice(_options.Seed, device.Number, device.Requests);
        if (_faults.Loses(ref dice)) { _tally.Totals.Lost++; return; }
        var room = _socket.Room;
        var reply = opened.Keys is null
            ? _responder.Respond(request, ViewOf(device, request.Version, now), room)
            : RespondInVersion3(request, ViewOf(device, request.Version, now), room, opened);
        if (reply.Length == 0) { _tally.Totals.Unanswerable++; return; }
        if (opened.Keys is not null && _faults.SignsWrongly(ref dice)) DeviceEngines.SpoilSignature(room[..reply.Length]);
        var length = Spoil(device, reply, room, now, ref dice);
        Dispatch(device, room[..length], arrival, ref dice);
    }

    /// <summary>Whether a GETBULK has more repetitions than the device can do.</summary>
    private bool IsTooMuch(DeviceState device, in Request request) => request.Header.Type == PduType.GetBulk && device.Nature switch
    {
        DeviceNature.Breaking => request.Header.ErrorIndex > _options.BreaksAbove,
        DeviceNature.Skipping => request.Header.ErrorIndex > _options.SkipsAbove,
        _ => false,
    };

    private Reply RespondInVersion3(in Request request, in View view, Span<byte> room, in EngineRequest opened)
    {
        var most = Math.Min(_options.MaxMessageSize, opened.Message.MaxSize) - DeviceEngines.Overhead(opened);
        var reply = most <= 0 ? default : _responder.Respond(request, view, room[..most]);
        return reply.Length == 0 ? reply : reply with { Length = _engines.Wrap(room, reply.Length, opened) };
    }

    private View ViewOf(DeviceState device, SnmpVersion version, long now) => new()
    {
        Device = device.Number,
        Layout = device.Layout,
        Uptime = _clock.Uptime(now, device.StartTick),
        LastChange = _clock.UptimeAt(device.ChangeTick, now, device.StartTick),
        SkipsAfter = device.Nature == DeviceNature.Skipping ? _options.SkipsAbove : null,
        StepsBack = device.Nature == DeviceNature.SteppingBack,
        HidesCounter64 = version == SnmpVersion.V1,
    };

    /// <summary>Damages the reply if the dice say so; returns how long it is now.</summary>
    private int Spoil(DeviceState device, in Reply reply, Span<byte> room, long now, ref FaultDice dice)
    {
        var garbage = device.Nature == DeviceNature.HugeGarbage ? GarbageKind.Huge : _faults.Garbles(ref dice);
        if (garbage is { } kind)
        {
            _tally.Totals.Garbage++;
            return Damage.Apply(kind, room, reply.Length, ref dice);
        }
        _tally.Answered(reply, now / FleetClock.TicksPerSecond);
        return reply.Length;
    }

    private void Dispatch(DeviceState device, ReadOnlySpan<byte> octets, in Arrival arrival, ref FaultDice dice)
    {
        var twice = _faults.Doubles(ref dice);
        if (twice) _tally.Totals.Duplicated++;
        var delay = _faults.Delay(device.Nature, ref dice, out var isLate);
        if (isLate) _tally.Totals.Late++;
        if (device.Nature == DeviceNature.Serial) delay += WorkOn(device);
        if (delay > TimeSpan.Zero) _outbox.SendLater(delay, device, octets, arrival.From, arrival.Asked, twice);
        else _outbox.Send(octets.Length, arrival.From, arrival.Asked, twice);
    }

    /// <summary>Puts a request behind those that a serial device works on; says when it is done.</summary>
    private TimeSpan WorkOn(DeviceState device)
    {
        var now = _options.Time.GetTimestamp();
        if (device.BusyUntil > now) _tally.Totals.Overlaps++;
        device.BusyUntil = Math.Max(device.BusyUntil, now) + (long)(_options.WorkTime.TotalSeconds * _options.Time.TimestampFrequency);
        return _options.Time.GetElapsedTime(now, device.BusyUntil);
    }

    private void ApplyPending(DeviceState device)
    {
        foreach (var pending in device.TakePending())
        {
            try
            {
                Apply(device, pending.Edit);
                pending.Applied.SetResult();
            }
            catch (Exception error)
            {
                pending.Applied.SetException(error);
            }
        }
    }

    private void Apply(DeviceState device, Action<DeviceEdit> change)
    {
        var now = _clock.Ticks;
        var restarts = _clock.Restarts(now, device.StartTick);
        var edit = new DeviceEdit(device, now);
        change(edit);
        if (!edit.Commit()) return;
        device.EarlierBoots += 1 + restarts;
        _tally.Totals.Reboots++;
    }
}
