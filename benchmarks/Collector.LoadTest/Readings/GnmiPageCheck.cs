using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Collector.LoadTest.Agents;
using Collector.Testing;
using Collector.Testing.Gnmi;

namespace Collector.LoadTest.Readings;

/// <summary>Checks every interface counter of one page, in gnmic's names, against the fleet's formula: it belongs to this device, this interface, this leaf, and to a time at which it can have been sent.</summary>
/// <remarks>A check for each page.</remarks>
internal sealed class GnmiPageCheck : ILineHandler
{
    private const int MostExamples = 5;
    private const string Container = "interfaces_interface_state_counters_";

    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes(Container);

    private readonly GnmiPlan _plan;
    private readonly uint _base;
    private readonly ulong _earliest;
    private readonly ulong _latest;
    private readonly HashSet<int> _devices = [];
    private byte[] _name = [];
    private string _leaf = "";

    /// <param name="plan">The fleet.</param>
    /// <param name="oldest">How old a value may be.</param>
    /// <param name="scraped">When the page was asked for.</param>
    public GnmiPageCheck(GnmiPlan plan, TimeSpan oldest, DateTimeOffset scraped)
    {
        _plan = plan;
        _base = BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(plan.BaseAddress).GetAddressBytes());
        _earliest = (ulong)FleetFormula.Ticks(plan.Epoch, scraped - oldest);
        _latest = (ulong)FleetFormula.Ticks(plan.Epoch, scraped + TimeSpan.FromMinutes(1)); // messages come while the page is written
    }

    public long Series { get; private set; }

    public long Checked { get; private set; }

    public long Wrong { get; private set; }

    /// <summary>Devices that had a value.</summary>
    public int Devices => _devices.Count;

    /// <summary>The first few wrong lines.</summary>
    public List<string> Examples { get; } = [];

    public void OnLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#') return;
        Series++;
        if (!line.StartsWith(Prefix)) return;
        var series = new SeriesLine(line);
        if (!series.Name.SequenceEqual(_name))
        {
            _name = series.Name.ToArray();
            _leaf = Encoding.ASCII.GetString(_name)[Container.Length..].Replace('_', '-');
        }

        if (GnmiFormula.Rate(_leaf, 0, 1) == 0 || !TryGetDevice(series.Label("source"u8), out var device)) return;
        Checked++;
        if (IsRight(series, device))
        {
            _devices.Add(device);
            return;
        }

        Wrong++;
        if (Examples.Count < MostExamples) Examples.Add(Encoding.UTF8.GetString(line));
    }

    /// <param name="report">Where to.</param>
    /// <param name="expected">Values that must be there.</param>
    public void AddTo(Report report, long expected)
    {
        report.Add("series of the page", Series);
        report.AtLeast("values checked", Checked, expected);
        report.AtMost("wrong values", Wrong, 0);
        foreach (var example in Examples) Console.Error.WriteLine($"wrong: {example}");
    }

    private bool IsRight(in SeriesLine series, int device)
    {
        var name = Encoding.UTF8.GetString(series.Label("interface_name"u8));
        if (!name.StartsWith("Ethernet1/", StringComparison.Ordinal) || !int.TryParse(name.AsSpan("Ethernet1/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        return series.TryGetUnsigned(out var value)
            && CounterFormula.TryGetUptime(value, GnmiFormula.Rate(_leaf, device, number), out var uptime) && uptime >= _earliest && uptime <= _latest;
    }

    private bool TryGetDevice(ReadOnlySpan<byte> source, out int device)
    {
        device = -1;
        if (!IPEndPoint.TryParse(Encoding.ASCII.GetString(source), out var endpoint)) return false;
        device = (int)(BinaryPrimitives.ReadUInt32BigEndian(endpoint.Address.GetAddressBytes()) - _base);
        return device >= 0 && device < _plan.Devices;
    }
}
