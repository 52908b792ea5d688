using System.Net;
using System.Text;
using System.Text.Json;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Processes;

/// <summary><c>collector run</c> in a process of its own, with a configuration and target files in a folder of its own.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly DirectoryInfo _folder;
    private readonly DaemonPlan _plan;

    private DaemonProcess(ChildProcess process, DirectoryInfo folder, DaemonPlan plan, Uri address)
    {
        _process = process;
        _folder = folder;
        _plan = plan;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public ProcessUsage Usage => _process.Usage;

    public IReadOnlyCollection<string> Log => _process.Errors;

    /// <summary>Starts the daemon and waits until it polls.</summary>
    public static async Task<DaemonProcess> StartAsync(DaemonPlan plan, CancellationToken cancelled)
    {
        var folder = Directory.CreateTempSubdirectory("collector-load-");
        var config = Path.Combine(folder.FullName, "collector.yml");
        await File.WriteAllTextAsync(config, plan.ToYaml(), cancelled);
        if (plan.SnmpConfig is { } snmp) await File.WriteAllTextAsync(Path.Combine(folder.FullName, DaemonPlan.SnmpConfigFile), snmp, cancelled);
        if (plan.Gnmi?.Authority is { } authority) await File.WriteAllTextAsync(Path.Combine(folder.FullName, GnmiSection.AuthorityFile), authority, cancelled);
        foreach (var group in plan.Groups) WriteTargets(folder, plan, group.Name, group.Targets);
        return await RunAsync(folder, plan, cancelled);
    }

    private static async Task<DaemonProcess> RunAsync(DirectoryInfo folder, DaemonPlan plan, CancellationToken cancelled)
    {
        var process = ChildProcess.Start("collector run", "collector.dll", "run", "--config", Path.Combine(folder.FullName, "collector.yml"));
        var daemon = new DaemonProcess(process, folder, plan, await ReadAddressAsync(process, cancelled));
        await daemon.WaitUntilReadyAsync(cancelled);
        return daemon;
    }

    /// <summary>Replaces the targets of one group, as whoever writes the file would: all at once. They carry the label <c>group</c>.</summary>
    public void ReplaceTargets(string group, IEnumerable<string> targets, params (string Name, string Value)[] labels) => WriteTargets(_folder, _plan, group, targets, labels);

    /// <summary>The collector's own metrics, which can be read whoever else reads.</summary>
    public async Task<OwnMetrics> ReadOwnMetricsAsync(CancellationToken cancelled) =>
        OwnMetrics.Parse(await Http.GetStringAsync("metrics/collector", cancelled));

    /// <summary>The last poll of each target of a group, by instance.</summary>
    public async Task<IReadOnlyList<PollReading>> ReadPollsAsync(string group, CancellationToken cancelled)
    {
        await using var body = await Http.GetStreamAsync($"api/v1/targets?group={group}", cancelled);
        using var page = await JsonDocument.ParseAsync(body, cancellationToken: cancelled);
        return PollReading.FromTargets(page.RootElement);
    }

    /// <summary>Kills it (SIGKILL), and starts another one with the same configuration and files.</summary>
    public async Task<DaemonProcess> KillAndStartAsync(CancellationToken cancelled)
    {
        _process.Signal("KILL");
        await _process.DisposeAsync();
        Http.Dispose();
        return await RunAsync(_folder, _plan, cancelled);
    }

    /// <summary>Ends it in order, and leaves its folder.</summary>
    public ValueTask EndAsync() => _process.DisposeAsync();

    public void Stop() => _process.Signal("STOP");

    public void Continue() => _process.Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void WriteTargets(DirectoryInfo folder, DaemonPlan plan, string group, IEnumerable<string> targets, params (string Name, string Value)[] more)
    {
        var labels = new Dictionary<string, string>(plan.Labels.GetValueOrDefault(group) ?? new Dictionary<string, string>()) { ["group"] = group };
        if (plan.Gnmi is not null) labels["__protocol__"] = "gnmi";
        foreach (var (name, value) in more) labels[name] = value;
        var json = JsonSerializer.Serialize(new[] { new { targets, labels } });
        var file = Path.Combine(folder.FullName, $"{group}.json");
        File.WriteAllText($"{file}.new", json, new UTF8Encoding(false));
        File.Move($"{file}.new", file, overwrite: true);
    }

    private static async Task<Uri> ReadAddressAsync(ChildProcess process, CancellationToken cancelled)
    {
        while (true)
        {
            var line = await process.ReadLineAsync(cancelled); // "  series   http://127.0.0.1:41234/metrics"
            var start = line.IndexOf("http://", StringComparison.Ordinal);
            if (start >= 0) return new Uri(new Uri(line[start..].Trim()), "/");
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancelled)
    {
        while (true)
        {
            using var answer = await Http.GetAsync("-/ready", cancelled);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            await Task.Delay(20, cancelled);
        }
    }
}
