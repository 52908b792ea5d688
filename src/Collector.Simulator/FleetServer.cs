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
    private static readonly TimeSpan _idle = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SimulatorOptions _options;
    private readonly FaultPlan _faults;
    private readonly FleetClock _clock;
    private readonly uint _baseAddress;
    private readonly DeviceState[] _devices;
    private readonly RequestReader _reader;
    private readonly Responder _responder;
    private readonly DelayedReplies _delayed = new();
    private readonly LoopbackSocket _socket;
    private readonly ITimer _alarm;
    private readonly Thread _thread;
    private FleetCounters _counters;
    private PerSecondPeak _requestPeak;
    private PerSecondPeak _varbindPeak;
    private long _alarmAt = long.MaxValue;
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
        _alarm = options.Time.CreateTimer(_ => _socket.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { Name = "SNMP simulator", IsBackground = true };
    }

    public int Port => _socket.Port;

    public DeviceState Device(int number) => _devices[number];

    public void Start() => _thread.Start();

    public FleetCounters ReadCounters()
    {
        lock (_gate)
        {
            return _counters with
            {
                Outstanding = _delayed.Count,
                PeakRequestsPerSecond = _requestPeak.Highest,
                PeakVarbindsPerSecond = _varbindPeak.Highest,
                PeakOutstandingOfADevice = _devices.Max(static device => device.PeakOutstanding),
                DevicesAsked = _devices.LongCount(static device => device.Requests > 0),
                SocketDrops = _socket.Drops,
                SendFailures = _socket.SendFailures,
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
        _alarm.Dispose();
        _socket.Dispose();
    }

    private DeviceState[] MakeDevices()
    {
        var layout = ObjectTable.Layout(_options.Interfaces);
        var endless = ObjectTable.Layout(_options.Interfaces, endless: true);
        var natures = _faults.Natures();
        return [.. natures.Select((nature, number) =>
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
                wait = SendDue();
                _socket.Flush();
            }
            if (received == 0) _socket.Wait(wait);
        }
    }

    private void Serve(Arrival arrival)
    {
        if (!arrival.IsLoopback) { _counters.NotLoopback++; return; }
        if (arrival.IsTruncated) { _counters.Oversized++; return; }
        var number = arrival.Asked - _baseAddress;
        if (number >= (uint)_devices.Length) { _counters.UnknownAddress++; return; }
        var outcome = _reader.TryRead(arrival.Datagram, out var request);
        if (outcome == RequestOutcome.Accepted) Serve(_devices[number], request, arrival);
        else CountRefused(outcome);
    }

    private void Serve(DeviceState device, in Request request, in Arrival arrival)
    {
        var now = _clock.Ticks;
        CountRequest(device, request, arrival.From, now);
        if (device.HasPending && NextPoll.IsBegunBy(request)) ApplyPending(device);
        if (device.IsSilent) { _counters.Silent++; return; }
        var dice = new FaultDice(_options.Seed, device.Number, device.Requests);
        if (_faults.Loses(ref dice)) { _counters.Lost++; return; }
        var room = _socket.Room;
        var reply = _responder.Respond(request, ViewOf(device, request.Version, now), room);
        if (reply.Length == 0) { _counters.Unanswerable++; return; }
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

    /// <summary>Damages the reply if the dice say so, and counts what it is now.</summary>
    private int Spoil(DeviceState device, in Reply reply, Span<byte> room, long now, ref FaultDice dice)
    {
        var garbage = device.Nature == DeviceNature.HugeGarbage ? GarbageKind.Huge : _faults.Garbles(ref dice);
        if (garbage is { } kind)
        {
            _counters.Garbage++;
            return Damage.Apply(kind, room, reply.Length, ref dice);
        }
        _counters.VarbindsServed += reply.Varbinds;
        _varbindPeak.Add(now / FleetClock.TicksPerSecond, reply.Varbinds);
        if (reply.Error != ErrorStatus.NoError) _counters.ErrorReplies++;
        return reply.Length;
    }

    private void Dispatch(DeviceState device, ReadOnlySpan<byte> octets, in Arrival arrival, ref FaultDice dice)
    {
        var twice = _faults.Doubles(ref dice);
        if (twice) _counters.Duplicated++;
        var delay = _faults.Delay(device.Nature, ref dice, out var isLate);
        if (isLate) _counters.Late++;
        if (delay <= TimeSpan.Zero)
        {
            Send(octets.Length, arrival.From, arrival.Asked, twice);
            return;
        }
        _counters.Delayed++;
        _delayed.Add(_options.Time.GetTimestamp() + ToTimestamp(delay), device, octets, arrival.From, arrival.Asked, twice);
    }

    private void Send(int length, Peer to, uint from, bool twice)
    {
        _counters.Replies += twice ? 2 : 1;
        _counters.ReplyOctets += twice ? 2 * length : length;
        _socket.Send(length, to, from, twice);
    }

    /// <summary>Sends the replies whose time has come; returns how long the next one has to wait.</summary>
    private TimeSpan SendDue()
    {
        if (_delayed.Count == 0) return _idle;
        var now = _options.Time.GetTimestamp();
        while (_delayed.TryTake(now, out var reply))
        {
            reply.Octets.AsSpan(0, reply.Length).CopyTo(_socket.Room);
            Send(reply.Length, reply.To, reply.From, reply.Twice);
            _delayed.Return(reply);
        }
        if (_delayed.Count == 0) return _idle;
        var wait = _options.Time.GetElapsedTime(now, _delayed.NextDue);
        if (_options.Time == TimeProvider.System) return wait;
        // A clock that a test moves: its timer wakes us. Ours would follow the wrong clock.
        if (_alarmAt != _delayed.NextDue) _alarm.Change(wait, Timeout.InfiniteTimeSpan);
        _alarmAt = _delayed.NextDue;
        return _idle;
    }

    private long ToTimestamp(TimeSpan time) => (long)(time.TotalSeconds * _options.Time.TimestampFrequency);

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
        if (edit.Commit()) _counters.Reboots++;
    }

    private void CountRequest(DeviceState device, in Request request, Peer from, long now)
    {
        switch (request.Header.Type)
        {
            case PduType.Get: _counters.Get++; break;
            case PduType.GetNext: _counters.GetNext++; break;
            case PduType.GetBulk: _counters.GetBulk++; break;
            default: _counters.Set++; break;
        }
        if (request.Version == SnmpVersion.V1) _counters.Version1++;
        if (device.IsRepeated(from.Octets, request.Header.RequestId)) _counters.Repeated++;
        device.Requests++;
        _counters.VarbindsAsked += request.Names.Count;
        _requestPeak.Add(now / FleetClock.TicksPerSecond, 1);
    }

    private void CountRefused(RequestOutcome outcome)
    {
        switch (outcome)
        {
            case RequestOutcome.WrongCommunity: _counters.WrongCommunity++; break;
            case RequestOutcome.UnsupportedVersion: _counters.UnsupportedVersion++; break;
            case RequestOutcome.NotARequest: _counters.NotARequest++; break;
            default: _counters.Malformed++; break;
        }
    }
}
