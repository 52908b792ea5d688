using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>A device whose interfaces come, go, are renumbered and renamed: each has an identity that its counter carries, so that a test can tell whose value it was.</summary>
internal sealed class RenumberingDevice
{
    public const string UpTime = "1.3.6.1.2.1.1.3.0";
    public const string LastChange = "1.3.6.1.2.1.31.1.5.0";
    public const string InOctets = "1.3.6.1.2.1.2.2.1.10";
    public const string Name = "1.3.6.1.2.1.31.1.1.1.1";
    public const string HighSpeed = "1.3.6.1.2.1.31.1.1.1.15";
    public const string Alias = "1.3.6.1.2.1.31.1.1.1.18";

    private readonly SortedDictionary<int, Interface> _rows = [];
    private readonly ManualTime _time;
    private long _bootedAt;
    private long _changedAt;
    private int _made;

    public RenumberingDevice(ManualTime time, int rows, long uptimeMs = 3_600_000)
    {
        _time = time;
        _bootedAt = NowMs - uptimeMs;
        _changedAt = _bootedAt;
        for (var row = 1; row <= rows; row++) _rows[row] = Make();
    }

    /// <summary>Has neither ifTableLastChange nor, if <see cref="HasUpTime"/> is false too, sysUpTime.</summary>
    public bool HasLastChange { get; init; } = true;

    public bool HasUpTime { get; init; } = true;

    /// <summary>Requests so far, with what they asked for.</summary>
    public List<FakeRequest> Requests { get; } = [];

    /// <summary>Called before a request is answered.</summary>
    public Action<FakeRequest>? Before { get; set; }

    /// <summary>What it does not answer; null for nothing.</summary>
    public Predicate<string>? IsSilentFor { get; set; }

    /// <summary>ifTableLastChange stands still from now on, whatever happens.</summary>
    public bool IsFrozen { get; set; }

    public IReadOnlyCollection<int> Indexes => _rows.Keys;

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public IEnumerable<FakeReply> Answer(FakeRequest request)
    {
        Requests.Add(request);
        Before?.Invoke(request);
        if (IsSilentFor is { } silent && request.Names.Any(name => silent(name.ToString()))) yield break;
        yield return Mib().Answer(request);
    }

    public void Add(int index)
    {
        _rows[index] = Make();
        Tick();
    }

    public void Remove(int index)
    {
        if (_rows.Remove(index)) Tick();
    }

    /// <summary>Two interfaces exchange their indexes, as a device does it that renumbers while it runs, and says so.</summary>
    public void Swap(int one, int other)
    {
        if (!_rows.TryGetValue(one, out var first) || !_rows.TryGetValue(other, out var second)) return;
        (_rows[one], _rows[other]) = (second, first);
        Tick();
    }

    /// <summary>All interfaces get other indexes, and nothing but sysUpTime says so.</summary>
    public void Reboot(int shift)
    {
        var keys = _rows.Keys.ToArray();
        var values = _rows.Values.ToArray();
        for (var i = 0; i < keys.Length; i++) _rows[keys[i]] = values[(i + shift) % values.Length];
        _bootedAt = NowMs - 100;
        _changedAt = _bootedAt;
    }

    /// <summary>Somebody edits a description: nothing says so.</summary>
    public void SetAlias(int index, string alias)
    {
        if (_rows.TryGetValue(index, out var row)) _rows[index] = row with { Alias = alias };
    }

    /// <summary>Some agents leave the counters of an interface out that is down.</summary>
    public void SetCounting(int index, bool counts)
    {
        if (_rows.TryGetValue(index, out var row)) _rows[index] = row with { Counts = counts };
    }

    /// <summary>Whether an interface with this counter has this name.</summary>
    public static bool IsNameOf(string name, double counter) => name == $"if{(int)counter / 1000}";

    private Interface Make()
    {
        var made = ++_made;
        return new Interface(made, $"to {made}", true);
    }

    /// <summary>Two changes in one hundredth of a second are two values all the same.</summary>
    private void Tick()
    {
        if (!IsFrozen) _changedAt = Math.Max(NowMs, _changedAt + 10);
    }

    private FakeMib Mib()
    {
        var objects = new List<AgentVarbind>();
        if (HasUpTime) objects.Add(AgentVarbind.TimeTicks(UpTime, (uint)((NowMs - _bootedAt) / 10)));
        if (HasLastChange) objects.Add(AgentVarbind.TimeTicks(LastChange, (uint)((_changedAt - _bootedAt) / 10)));
        foreach (var (index, row) in _rows)
        {
            if (row.Counts) objects.Add(AgentVarbind.Counter64($"{InOctets}.{index}", (ulong)((1000 * row.Number) + (Requests.Count % 1000))));
            objects.Add(AgentVarbind.Text($"{Name}.{index}", $"if{row.Number}"));
            objects.Add(AgentVarbind.Gauge32($"{HighSpeed}.{index}", (uint)row.Number));
            objects.Add(AgentVarbind.Text($"{Alias}.{index}", row.Alias));
        }

        return new FakeMib(objects);
    }

    private sealed record Interface(int Number, string Alias, bool Counts);
}
