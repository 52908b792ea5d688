using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Collector.LoadTest.Agents;
using Collector.Testing;

namespace Collector.LoadTest.Readings;

/// <summary>Checks every interface series of one page against the fleet's formula: it belongs to this device, this interface, this column, and to a time at which it can have been read.</summary>
/// <remarks>A check for each page. Families come in order of name, so the 64-bit counters, which tell the exact time, precede the 32-bit ones.</remarks>
internal sealed class FleetPageCheck : ILineHandler
{
    private const int MostExamples = 5;
    private const ulong TicksOfSecond = 100;

    private static readonly string[] ErrorColumns = ["ifInDiscards", "ifInErrors", "ifInUnknownProtos", "ifOutDiscards", "ifOutErrors"];
    private static readonly ConcurrentDictionary<string, Rule> Rules = new(StringComparer.Ordinal);

    private readonly uint _base;
    private readonly (ulong First, ulong Last)[] _uptimes;
    private readonly ulong _slack;
    private readonly bool _devicesChange;
    private readonly ulong _earliest;
    private readonly ulong _latest;
    private byte[] _name = [];
    private string _column = "";
    private Rule _rule;

    /// <param name="plan">The fleet.</param>
    /// <param name="interval">Between two polls: a value is never older than two of them, since a poll may last as long as one.</param>
    /// <param name="scraped">When the page was asked for.</param>
    /// <param name="devicesChange">Devices restart and number their interfaces anew: an interface is known by its name, and its counters may have begun at any time.</param>
    public FleetPageCheck(AgentsPlan plan, TimeSpan interval, DateTimeOffset scraped, bool devicesChange = false)
    {
        _devicesChange = devicesChange;
        _base = AddressNumber(Encoding.ASCII.GetBytes(plan.BaseAddress));
        _uptimes = new (ulong, ulong)[plan.Devices];
        Array.Fill(_uptimes, (ulong.MaxValue, 0UL));
        _slack = (ulong)interval.TotalSeconds * TicksOfSecond;
        _earliest = devicesChange ? 0 : (ulong)FleetFormula.Ticks(plan.Epoch, scraped - 2 * interval - TimeSpan.FromSeconds(1));
        _latest = (ulong)FleetFormula.Ticks(plan.Epoch, scraped + TimeSpan.FromMinutes(5)); // polls go on while the page is written
    }

    private enum Rule
    {
        None,
        Counter64,
        Counter32,
        Errors,
        OperStatus,
        HighSpeed,
    }

    /// <summary>Lines that are series, of whatever kind.</summary>
    public long Series { get; private set; }

    /// <summary>Values that were checked.</summary>
    public long Checked { get; private set; }

    public long Wrong { get; private set; }

    /// <summary>The first few wrong lines.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>The longest time between two values of one device: in one poll it is short, between two polls it is an interval. Without <see cref="RestartedWithin"/>.</summary>
    public TimeSpan LongestSpan => TimeSpan.FromSeconds(
        _uptimes.Where(seen => seen.Last >= seen.First && !IsRestarted(seen)).Select(seen => seen.Last - seen.First).DefaultIfEmpty().Max() / (double)TicksOfSecond);

    /// <summary>Devices that restarted in the middle of a poll: counters from before it beside counters that have just begun. Each is what the device said.</summary>
    public int RestartedWithin => _uptimes.Count(IsRestarted);

    /// <summary>Values that a device counted since a restart, on a page whose 64-bit counters it had before.</summary>
    public long ReadBehindRestart { get; private set; }

    /// <summary>Whether the page has interface counters of a device.</summary>
    public bool Has(int device) => _uptimes[device].Last > 0;

    public void OnLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#') return;
        Series++;
        var series = new SeriesLine(line);
        if (!series.Name.SequenceEqual(_name)) BeginFamily(series.Name);
        if (_rule == Rule.None || !TryGetDevice(series.Label("instance"u8), out var device)) return;
        Checked++;
        if (IsRight(series, device)) return;
        Wrong++;
        if (Examples.Count < MostExamples) Examples.Add(Encoding.UTF8.GetString(line));
    }

    private void BeginFamily(ReadOnlySpan<byte> name)
    {
        _name = name.ToArray();
        _column = Encoding.ASCII.GetString(name);
        _rule = Rules.GetOrAdd(_column, RuleOf);
    }

    private static Rule RuleOf(string column) => column switch
    {
        "ifOperStatus" => Rule.OperStatus,
        "ifHighSpeed" => Rule.HighSpeed,
        _ when ErrorColumns.Contains(column) => Rule.Errors,
        _ when FleetFormula.Rate(column, 0, 1) == 0 => Rule.None,
        _ => column.Contains("HC", StringComparison.Ordinal) ? Rule.Counter64 : Rule.Counter32,
    };

    private bool IsRight(in SeriesLine series, int device)
    {
        var index = _devicesChange ? NumberInName(series.Label("ifName"u8)) : series.Label("ifIndex"u8);
        if (!Utf8Parser.TryParse(index, out int number, out _) || !series.TryGetUnsigned(out var value)) return false;
        return IsNamed(series, device, number) && _rule switch
        {
            Rule.Counter64 => IsCounter64(value, device, number),
            Rule.Counter32 or Rule.Errors => IsRead(value, device, number, Earliest(device), Latest(device)) || HasRestarted(value, device, number),
            Rule.OperStatus => value == (ulong)FleetFormula.IfOperStatus(device, number),
            _ => value == (ulong)FleetFormula.IfHighSpeed(number),
        };
    }

    private static ReadOnlySpan<byte> NumberInName(ReadOnlySpan<byte> name) => name[(name.LastIndexOf((byte)'/') + 1)..];

    private static bool IsNamed(in SeriesLine series, int device, int number)
    {
        Span<byte> text = stackalloc byte[64];
        return Is(series.Label("ifName"u8), text, $"xe-0/0/{number}") && Is(series.Label("ifDescr"u8), text, $"Simulated Ethernet {number}")
            && Is(series.Label("ifAlias"u8), text, $"link {number} of sim-{device:D5}");
    }

    private static bool Is(ReadOnlySpan<byte> label, Span<byte> text, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(text))] System.Text.Unicode.Utf8.TryWriteInterpolatedStringHandler expected) =>
        System.Text.Unicode.Utf8.TryWrite(text, ref expected, out var length) && label.SequenceEqual(text[..length]);

    private bool IsCounter64(ulong value, int device, int number)
    {
        if (!CounterFormula.TryGetUptime(value, FleetFormula.Rate(_column, device, number), out var uptime) || uptime < _earliest || uptime > _latest) return false;
        ref var seen = ref _uptimes[device];
        seen = (Math.Min(seen.First, uptime), Math.Max(seen.Last, uptime));
        return true;
    }

    // The 64-bit columns were read before a restart, and this one behind it, within the same poll.
    private bool HasRestarted(ulong value, int device, int number)
    {
        if (!_devicesChange || !IsRead(value, device, number, 0, _slack)) return false;
        ReadBehindRestart++;
        return true;
    }

    private bool IsRead(ulong value, int device, int number, ulong earliest, ulong latest)
    {
        if (_rule == Rule.Counter32) return CounterFormula.CanBe32(value, FleetFormula.Rate(_column, device, number), earliest, latest);
        var times = (ulong)((FleetFormula.Spread(device, number) + Array.IndexOf(ErrorColumns, _column)) % 5);
        if (times == 0) return value == 0;
        return value % times == 0 && value / times >= earliest / 1000 && value / times <= latest / 1000;
    }

    // The 32-bit columns are walked beside the 64-bit ones, within the same poll.
    private ulong Earliest(int device) => _uptimes[device].Last > 0 ? _uptimes[device].First - Math.Min(_slack, _uptimes[device].First) : _earliest;

    private ulong Latest(int device) => _uptimes[device].Last > 0 ? _uptimes[device].Last + _slack : _latest;

    private bool IsRestarted((ulong First, ulong Last) seen) => _devicesChange && seen.First < _slack && seen.Last > seen.First + (2 * _slack);

    private bool TryGetDevice(ReadOnlySpan<byte> instance, out int device)
    {
        device = -1;
        var colon = instance.IndexOf((byte)':');
        if (colon < 0 || !IPAddress.IsValidUtf8(instance[..colon])) return false;
        device = (int)(AddressNumber(instance[..colon]) - _base);
        return device >= 0 && device < _uptimes.Length;
    }

    private static uint AddressNumber(ReadOnlySpan<byte> text)
    {
        var (number, octet) = (0u, 0u);
        foreach (var c in text)
        {
            if (c == '.') (number, octet) = (number << 8 | octet, 0);
            else octet = octet * 10 + (uint)(c - '0');
        }

        return number << 8 | octet;
    }
}
