using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Profiles;

namespace Collector.LoadTest.Processes;

/// <summary>Debian's snmp_exporter with our built-in <c>if_mib</c> in the form that its release reads: the same columns, types and lookups as the daemon's.</summary>
internal sealed class ExporterProcess : IAsyncDisposable
{
    private const string Program = "/usr/bin/prometheus-snmp-exporter";
    private const string Module = "if_mib";

    private readonly ChildProcess _process;
    private readonly string _configuration;

    private ExporterProcess(ChildProcess process, string configuration, IPEndPoint address)
    {
        _process = process;
        _configuration = configuration;
        Http = new HttpClient { BaseAddress = new Uri($"http://{address}/"), Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    public ProcessUsage Usage => _process.Usage;

    /// <summary>Starts it on a free port and waits until it answers.</summary>
    /// <exception cref="FileNotFoundException">It is not installed: <c>apt-get install prometheus-snmp-exporter</c>.</exception>
    public static async Task<ExporterProcess> StartAsync(CancellationToken cancelled)
    {
        if (!File.Exists(Program)) throw new FileNotFoundException("prometheus-snmp-exporter is not installed.", Program);
        var configuration = Path.GetTempFileName();
        await File.WriteAllTextAsync(configuration, LegacyForm(await ProfileAsync(cancelled)), cancelled);
        var address = FreePort();
        var process = ChildProcess.StartProgram("snmp_exporter", Program, $"--config.file={configuration}", $"--web.listen-address={address}");
        var exporter = new ExporterProcess(process, configuration, address);
        await exporter.WaitUntilReadyAsync(cancelled);
        return exporter;
    }

    /// <summary>Walks one target, and reads what comes of it to the end.</summary>
    /// <returns>Octets of the page.</returns>
    public async Task<long> ScrapeAsync(string target, CancellationToken cancelled)
    {
        using var answer = await Http.GetAsync($"snmp?module={Module}&target={target}", HttpCompletionOption.ResponseHeadersRead, cancelled);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(cancelled)).Length;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        File.Delete(_configuration);
    }

    private static async Task<string> ProfileAsync(CancellationToken cancelled)
    {
        var assembly = typeof(BuiltInProfiles).Assembly;
        using var text = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith($"{Module}.yml", StringComparison.Ordinal)))!);
        return await text.ReadToEndAsync(cancelled);
    }

    /// <summary>Before 0.23, modules were the top level of the file, and each said its version.</summary>
    private static string LegacyForm(string profile)
    {
        var lines = profile.Split('\n').SkipWhile(line => line != "modules:").Skip(1).Select(line => line.StartsWith("  ", StringComparison.Ordinal) ? line[2..] : line);
        return string.Join('\n', lines.Select(line => line == $"{Module}:" ? $"{Module}:\n  version: 2\n  auth: {{community: public}}\n  max_repetitions: 25" : line));
    }

    private static IPEndPoint FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancelled)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await Http.GetAsync("", cancelled);
                return;
            }
            catch (HttpRequestException) when (attempt < 200)
            {
                await Task.Delay(50, cancelled);
            }
        }
    }
}
