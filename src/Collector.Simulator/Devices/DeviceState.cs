using Collector.Simulator.Mib;

namespace Collector.Simulator.Devices;

/// <summary>All that sets one device apart from the others; small, since there are thousands.</summary>
/// <remarks>Guarded by the fleet's lock.</remarks>
internal sealed class DeviceState(int number, DeviceNature nature, RowSet[] layout, long startTick)
{
    private List<PendingEdit>? _pending;
    private RecentRequests _recent;

    public int Number { get; } = number;
    public DeviceNature Nature { get; set; } = nature;
    public bool IsKilled { get; set; }

    /// <summary>Row sets by <see cref="RowSetKind"/>; the fleet's own array until rows are edited.</summary>
    public RowSet[] Layout { get; set; } = layout;

    /// <summary>When the device started, in ticks of the fleet's clock; may be negative.</summary>
    public long StartTick { get; set; } = startTick;

    /// <summary>When its interfaces last came, went or were renumbered, in ticks of the fleet's clock; null if never.</summary>
    public long? ChangeTick { get; set; }

    /// <summary>How often it was started before <see cref="StartTick"/>, beyond the first time.</summary>
    public long EarlierBoots { get; set; }

    /// <summary>The id of its SNMP engine; made when somebody asks in version 3.</summary>
    public byte[]? EngineId { get; set; }

    /// <summary>Requests that an agent would act on, answered or not.</summary>
    public long Requests { get; set; }

    /// <summary>Replies that wait to be sent.</summary>
    public int Outstanding { get; set; }
    public int PeakOutstanding { get; set; }

    /// <summary>When a serial device will have done all that it was asked, as a timestamp of the fleet's clock.</summary>
    public long BusyUntil { get; set; }

    public bool IsSilent => IsKilled || Nature == DeviceNature.Silent;

    public bool HasPending => _pending is not null;

    public void AddPending(PendingEdit edit) => (_pending ??= []).Add(edit);

    public List<PendingEdit> TakePending()
    {
        var taken = _pending ?? [];
        _pending = null;
        return taken;
    }

    /// <summary>Remembers a request; true if it is one of the last four.</summary>
    public bool IsRepeated(ulong peer, int requestId)
    {
        var key = peer ^ ((ulong)(uint)requestId << 32) ^ 1; // never 0, which marks a free place
        for (var place = 0; place < RecentRequests.Count; place++)
        {
            if (_recent[place] == key) return true;
        }
        _recent[(int)(Requests % RecentRequests.Count)] = key;
        return false;
    }

    [System.Runtime.CompilerServices.InlineArray(Count)]
    private struct RecentRequests
    {
        public const int Count = 4;
        private ulong _first;
    }
}
