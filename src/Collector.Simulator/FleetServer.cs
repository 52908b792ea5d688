using System.Buffers.Binary;
using Collector.Simulator.Agent;
using Collector.Simulator.Devices;
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
        if (outcome == RequestOutcome.Accepted) Serve(_devices[number], request, arrival);
        else _tally.Refused(outcome);
    }

    private void Serve(DeviceState device, in Request request, in Arrival arrival)
    {
        var now = _clock.Ticks;
        _tally.Accepted(request, device.IsRepeated(arrival.From.Octets, request.Header.RequestId), now / FleetClock.TicksPerSecond);
        device.Requests++;
        if (device.HasPending && NextPoll.IsBegunBy(request)) ApplyPending(device);
        if (device.IsSilent) { _tally.Totals.Silent++; return; }
        var dice = new FaultDice(_options.Seed, device.Number, device.Requests);
        if (_faults.Loses(ref dice)) { _tally.Totals.Lost++; return; }
        var room = _socket.Room;
        var reply = _responder.Respond(request, ViewOf(device, request.Version, now), room);
        if (reply.Length == 0) { _tally.Totals.Unanswerable++; return; }
        var length = Spoil(device, reply, room, now, ref dice);
        Dispatch(device, room[..length], arrival, ref dice);
    }

    private View ViewOf(DeviceState device, SnmpVersion version, long now) => new()
    {
        Device = device.Number,
        Layout = device.Layout,
        Uptime = _clock.Uptime(now, device.StartTick),
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
        if (delay > TimeSpan.Zero) _outbox.SendLater(delay, device, octets, arrival.From, arrival.Asked, twice);
        else _outbox.Send(octets.Length, arrival.From, arrival.Asked, twice);
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
        var edit = new DeviceEdit(device, _clock.Ticks);
        change(edit);
        if (edit.Commit()) _tally.Totals.Reboots++;
    }
}
