using System.Text;
using Collector.Testing.Gnmi;

namespace Collector.LoadTest.Readings;

/// <summary>Counts the counters of one device, its interface 1, that are what they were at exactly one uptime.</summary>
internal sealed class LastValueCheck(ulong uptime) : ILineHandler
{
    private const string Container = "interfaces_interface_state_counters_";

    public int Right { get; private set; }

    public void OnLine(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("interfaces_interface_state_counters_"u8)) return;
        var series = new SeriesLine(line);
        var rate = GnmiFormula.Rate(Encoding.ASCII.GetString(series.Name)[Container.Length..].Replace('_', '-'), 0, 1);
        if (rate != 0 && series.TryGetUnsigned(out var value) && value == rate * uptime) Right++;
    }
}
