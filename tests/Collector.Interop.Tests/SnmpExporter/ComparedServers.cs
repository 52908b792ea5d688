using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>
/// The exporter 0.21 and two daemons of ours beside it, one with the exporter's own file in the legacy form and one with the same modules in the current form, in front of
/// the same devices.
/// </summary>
public sealed class ComparedServers : IAsyncLifetime
{
    private static readonly IPAddress Address = IPAddress.Parse("127.76.20.1");
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "SnmpExporter", "Fixtures");

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, FakeAgent> _devices = new(StringComparer.Ordinal);
    private RealExporter? _exporter;
    private CollectorProgram? _legacy;
    private CollectorProgram? _current;

    /// <summary>The exporter's configuration.</summary>
    public string LegacyFile { get; } = Path.Combine(Fixtures, "modules.yml");

    public async Task InitializeAsync()
    {
        foreach (var (name, address) in new[] { ("laboratory", "127.76.20.10"), ("switch", "127.76.20.20"), ("router", "127.76.20.30"), ("server", "127.76.20.40") })
            _devices.Add(name, FakeAgent.Serving(address, new FakeMib(DeviceWalk.Read(Path.Combine(Fixtures, $"{name}.walk")))));

        _devices.Add("silent", new FakeAgent("127.76.20.50", _ => []));
        var current = _folder.Write("current.yml", SnmpYaml.Current(await File.ReadAllTextAsync(LegacyFile)));
        var exporter = RealExporter.StartAsync(LegacyFile, Address);
        var ofLegacy = StartAsync("collector-legacy.yml", LegacyFile);
        var ofCurrent = StartAsync("collector.yml", current, Path.Combine(Fixtures, "filters.yml"));
        (_exporter, _legacy, _current) = (await exporter, await ofLegacy, await ofCurrent);
    }

    public async Task DisposeAsync()
    {
        foreach (var peer in new IAsyncDisposable?[] { _exporter, _legacy, _current })
        {
            if (peer is not null) await peer.DisposeAsync();
        }

        foreach (var device in _devices.Values) device.Dispose();
        _folder.Dispose();
    }

    /// <summary>A device that receives and does not answer.</summary>
    public string SilentTarget => _devices["silent"].Endpoint.ToString();

    /// <summary>Where a device answers, as a target.</summary>
    public string Target(string device) => _devices[device].Endpoint.ToString();

    internal Task<ExporterPage> TheirsAsync(string query) => ExporterPage.GetAsync(_exporter!.Address, query);

    /// <summary>Of the daemon that reads the exporter's own file.</summary>
    internal Task<ExporterPage> OfLegacyAsync(string query) => ExporterPage.GetAsync(_legacy!.Address, query);

    /// <summary>Of the daemon that reads the modules in the current form, where credentials are asked for by name.</summary>
    internal Task<ExporterPage> OfCurrentAsync(string query) => ExporterPage.GetAsync(_current!.Address, query);

    private Task<CollectorProgram> StartAsync(string name, params IEnumerable<string> files) =>
        CollectorProgram.StartAsync(_folder.Write(name, $"snmp: {{ allowed_targets: any, config_files: ['{string.Join("', '", files)}'] }}\n"), Address);
}
