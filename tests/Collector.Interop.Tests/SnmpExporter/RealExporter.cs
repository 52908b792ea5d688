using System.Net;
using Collector.Interop.Tests.Peers;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>Debian's prometheus-snmp-exporter 0.21 with a configuration in the legacy form.</summary>
/// <remarks>It ends itself on some input; what it said then is in <see cref="Output"/>.</remarks>
internal sealed class RealExporter : IAsyncDisposable
{
    private readonly PeerProcess _process;

    private RealExporter(PeerProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it serves HTTP.</summary>
    public Uri Address { get; }

    public string Output => _process.Output;

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndedAsync() => _process.EndedAsync();

    public static async Task<RealExporter> StartAsync(string configuration, IPAddress listen)
    {
        var endpoint = FreePort.Tcp(listen);
        var process = PeerProcess.Start("/usr/bin/prometheus-snmp-exporter", [$"--config.file={configuration}", $"--web.listen-address={endpoint}"]);
        try
        {
            await process.WaitForLineAsync("Listening on");
            return new RealExporter(process, new Uri($"http://{endpoint}/"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
