using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Requests;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>One Subscribe call of one device: what is to be sent, and when next. It knows no network; whoever carries it asks for the messages that are due.</summary>
/// <remarks>One thread at a time, under the device's lock. Times are nanoseconds since the Unix epoch.</remarks>
internal sealed class SubscribeCall
{
    private readonly GnmiFleetOptions _options;
    private readonly GnmiDeviceState _device;
    private readonly SubscribePlan _plan;
    private readonly GroupBuilder _builder;
    private readonly GroupSender _sender;
    private readonly long _periodNs;
    private List<LeafGroup> _groups;
    private DeletingCycle? _deleting;
    private int _version;
    private bool _isSilent;
    private long _syncDue = LeafGroup.Never;
    private long _endDue = LeafGroup.Never;

    public SubscribeCall(GnmiFleetOptions options, GnmiDeviceState device, SubscribePlan plan)
    {
        (_options, _device, _plan) = (options, device, plan);
        _builder = new GroupBuilder(options, device, plan);
        _sender = new GroupSender(options, device, plan.Encoding, _builder);
        _periodNs = options.MisbehaveEvery.Ticks * TimeSpan.NanosecondsPerTick;
        _groups = _builder.Build();
        _version = device.Version;
        _isSilent = device.Nature == GnmiNature.Silent;
    }

    public SubscriptionList.Types.Mode Mode => _plan.Mode;

    public Encoding Encoding => _plan.Encoding;

    public GroupBuilder Paths => _builder;

    /// <summary>How the device ends the call; null while it goes on.</summary>
    public StatusCode? End { get; private set; }

    /// <summary>When <see cref="Advance"/> has something to do next.</summary>
    public long Due { get; private set; } = LeafGroup.Never;

    public IReadOnlyList<LeafGroup> Groups => _groups;

    /// <summary>Writes what comes first: for STREAM and ONCE what there is and the sync response, for POLL nothing.</summary>
    public void Begin(NotificationWriter writer, long nowNs)
    {
        if (_isSilent) return;
        if (_device.Nature is GnmiNature.EndsWithOk or GnmiNature.GoesAway) _endDue = nowNs + _periodNs;
        if (_device.Nature == GnmiNature.Deleting) _deleting = new DeletingCycle(_periodNs, nowNs);
        foreach (var group in _groups) group.Begin(nowNs, _device.StartNs);
        if (_plan.Mode != SubscriptionList.Types.Mode.Poll) Everything(writer, nowNs);
        if (_plan.Mode == SubscriptionList.Types.Mode.Once) End = StatusCode.OK;
        SetDue();
    }

    /// <summary>Answers a Poll: what there is, and a sync response.</summary>
    public void Poll(NotificationWriter writer, long nowNs)
    {
        if (_isSilent) return;
        Refresh(writer, nowNs);
        Everything(writer, nowNs);
    }

    /// <summary>Nothing is due any more.</summary>
    public void Silence()
    {
        _isSilent = true;
        Due = LeafGroup.Never;
    }

    /// <summary>Writes what is due.</summary>
    public void Advance(NotificationWriter writer, long nowNs)
    {
        if (_plan.Mode != SubscriptionList.Types.Mode.Stream || _isSilent) return;
        if (nowNs >= _endDue)
        {
            End = _device.Nature == GnmiNature.GoesAway ? StatusCode.Unavailable : StatusCode.OK;
            return;
        }

        Refresh(writer, nowNs);
        if (_deleting?.Advance(writer, _groups, _builder, nowNs) == true) SendChanges(writer, nowNs);
        SendDue(writer, nowNs);
        if (nowNs >= _syncDue)
        {
            writer.Sync();
            _syncDue = LeafGroup.Never;
        }

        SetDue();
    }

    private void Everything(NotificationWriter writer, long nowNs)
    {
        if (!_plan.UpdatesOnly || _plan.Mode != SubscriptionList.Types.Mode.Stream)
            Send(writer, _groups.ConvertAll(static group => (group, group.All & ~group.Hidden)), nowNs);
        else foreach (var group in _groups) _sender.Note(group, nowNs);
        if (_device.Nature == GnmiNature.LateSync) _syncDue = nowNs + _periodNs;
        else if (_device.Nature != GnmiNature.NoSync) writer.Sync();
    }

    private void SendDue(NotificationWriter writer, long nowNs)
    {
        uint Changed(LeafGroup group) => _sender.Changed(group, nowNs);
        List<(LeafGroup, uint)>? huge = null;
        foreach (var group in _groups)
        {
            if (group.Due > nowNs) continue;
            var leaves = group.TakeDue(nowNs, _device.StartNs, Changed, out var missed);
            if (leaves == 0) continue;
            if (_device.Nature == GnmiNature.Huge) (huge ??= []).Add((group, leaves));
            else _sender.Send(writer, group, leaves, nowNs, missed);
        }

        if (huge is not null) _sender.SendHuge(writer, huge, nowNs);
        _sender.Flush(writer, nowNs);
    }

    private void Send(NotificationWriter writer, List<(LeafGroup Group, uint Leaves)> due, long nowNs)
    {
        if (_device.Nature == GnmiNature.Huge)
        {
            _sender.SendHuge(writer, due, nowNs);
            return;
        }

        foreach (var (group, leaves) in due) _sender.Send(writer, group, leaves, nowNs, missed: 0);
        _sender.Flush(writer, nowNs);
    }

    /// <summary>Takes an edit in: what is gone is deleted, what is new or changed is sent.</summary>
    private void Refresh(NotificationWriter writer, long nowNs)
    {
        if (_version == _device.Version) return;
        _version = _device.Version;
        var before = _groups;
        _groups = _builder.Build();
        var gone = new List<LeafGroup>(before);
        for (var place = 0; place < _groups.Count; place++)
        {
            var kept = gone.FindIndex(group => group.IsSame(_groups[place]));
            if (kept < 0)
            {
                _groups[place].Begin(nowNs, _device.StartNs);
                continue;
            }

            _groups[place].TakeOver(gone[kept]);
            gone.RemoveAt(kept);
        }

        DeleteEntries(writer, gone, nowNs);
        if (_plan.Mode == SubscriptionList.Types.Mode.Stream) SendChanges(writer, nowNs);
    }

    private void DeleteEntries(NotificationWriter writer, List<LeafGroup> gone, long nowNs)
    {
        if (gone.Count == 0) return;
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        writer.Begin(TimestampRule.Timestamp(_device.Nature, nowNs), _builder.Target());
        foreach (var group in gone)
        {
            // An interface is gone with everything below it, so its outermost entry says it all.
            var length = Array.FindIndex(group.Container.Schema.Steps, static step => step.Keys.Length > 0) + 1;
            if (deleted.Add($"{group.Container.Schema.Steps[0].Name}/{group.Container.Row.Keys[0]}"))
                writer.Delete(_builder.Path(group.Container, length, null, _builder.Form));
        }

        writer.End();
    }

    /// <summary>Sends what is not known on the other side: new or deleted leaves, and of what is watched every other value.</summary>
    private void SendChanges(NotificationWriter writer, long nowNs)
    {
        var due = new List<(LeafGroup, uint)>();
        foreach (var group in _groups)
        {
            var leaves = (group.IsSampled ? group.All & ~group.Known : _sender.Changed(group, nowNs)) & ~group.Hidden;
            if (leaves != 0) due.Add((group, leaves));
        }

        Send(writer, due, nowNs);
    }

    private void SetDue()
    {
        var due = Math.Min(_syncDue, _endDue);
        if (_deleting is not null) due = Math.Min(due, _deleting.Due);
        if (_plan.Mode == SubscriptionList.Types.Mode.Stream)
        {
            foreach (var group in _groups) due = Math.Min(due, group.Due);
        }

        Due = due;
    }
}
