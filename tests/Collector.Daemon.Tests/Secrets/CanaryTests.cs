using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Collector.Daemon.Tests.Reloading;
using Collector.Testing;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>A word in the place of every secret that must be seen nowhere: on no endpoint, in no log, in no error, on no disk.</summary>
public sealed class CanaryTests
{
    private static readonly string[] Paths =
    [
        "/", "/metrics", "/metrics?site=x", "/metrics/collector", "/config", "/sd", "/api/v1/targets", "/api/v1/targets/127.77.0.3:1161", "/api/v1/targets/g1", "/api/v1/targets/g4", "/api/v1/inventory", "/targets", "/targets/127.77.0.3:1161", "/targets/g1",
        "/-/ready", "/-/reload", "/nothing", "/snmp", "/snmp?target=127.77.0.1:1161&module=cpu&auth=v1", "/snmp?target=127.77.0.1:1161&module=cpu&auth=nobody",
        "/snmp?target=127.77.0.3:1161&module=cpu&auth=v3", "/api/v1/explain?target=127.77.0.2:1161", "/api/v1/explain?target=127.77.0.5:1161&auth=from_systemd", "/api/v1/explain?target=g1",
    ];

    private readonly List<string> _seen = [];

    [Fact]
    public async Task A_running_daemon_shows_it_nowhere_whatever_goes_wrong()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("127.0.0.1");
        await using var echo = await EchoingServer.StartAsync(certificate);
        using var files = new CanaryFiles(echo.Url, authority);
        await using var collector = CollectorProcess.StartWith(files.Environment, "run", "--config", files["collector.yml"], "--log.level", "debug");
        using var http = await ConnectAsync(collector);
        await LookAsync(http);
        await Patience.UntilAsync(() => echo.Asked("/gnmi") >= 4 && echo.Asked("/list/1") >= 5 && Enumerable.Range(1, 5).All(path => echo.Asked($"/write/{path}") >= 4) && echo.Asked("/token/6") >= 2);
        await LookAsync(http);
        await ReloadBrokenAsync(http, files);
        await LookAsync(http);
        await BreakWebFileAsync(http, files);
        await collector.SignalAsync("TERM");
        await collector.ExitCodeAsync();

        CanaryWords.AssertNowhereIn([.. _seen, .. collector.Lines, .. Kept(files)], files.Key);
        Assert.Contains(_seen, text => text.Contains("community: <secret>", StringComparison.Ordinal) && text.Contains("client_secret: <secret>", StringComparison.Ordinal));
        foreach (var audited in (string[])["action=reload user=noc address=127.0.0.1 outcome=refused", "action=reload user=noc address=127.0.0.1 outcome=done", "action=snmp user=noc", "action=explain user=noc", "outcome=refused reason=password request=\"GET /metrics\""])
            Assert.True(collector.Lines.Any(line => line.Contains(audited, StringComparison.Ordinal)), $"{audited} is not in {string.Join('\n', collector.Lines.Where(line => line.Contains("Audit", StringComparison.Ordinal)).Take(40))}");
        foreach (var said in (string[])["you sent", "content type", "Unauthenticated"]) Assert.Contains(collector.Lines, line => line.Contains(said, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Commands that end by themselves, with what they complain of.</summary>
    [Theory]
    [InlineData("check", "--config", "collector.yml")]
    [InlineData("check", "--config", "collector.yml", "--print-prometheus")]
    [InlineData("run", "--config", "collector.yml", "--dry-run")]
    [InlineData("run", "--config", "collector.yml", "--listen", "192.0.2.1:1")] // an address that nobody here has
    [InlineData("check", "--snmp-config", "snmp.yml")]
    [InlineData("walk", "127.77.2.1:1161", "--module", "cpu", "--auth", "v3", "--snmp-config", "snmp.yml")]
    [InlineData("gnmi", "capabilities", "--config", "collector.yml", "--name", "g1")]
    [InlineData("gnmi", "capabilities", "127.0.0.1:1", "-u", "c4n4ry-u", "-p", "c4n4ry-p", "--timeout", "1s")]
    [InlineData("gnmi", "capabilities", "127.0.0.1:1", "-p", "c4n4ry-\u0007", "--token", "c4n4ry-t")]
    public async Task A_command_shows_it_nowhere(params string[] command)
    {
        using var files = new CanaryFiles();
        await using var collector = CollectorProcess.StartWith(files.Environment, command.Select(word => word.EndsWith(".yml", StringComparison.Ordinal) ? files[word] : word));

        await collector.ExitCodeAsync();

        Assert.NotEmpty(collector.Lines);
        CanaryWords.AssertNowhereIn(collector.Lines, files.Key);
    }

    [SuppressMessage("Security", "MA0039", Justification = "The server's certificate is what is broken here, and nothing is trusted to it")]
    private static HttpClientHandler Trusting() => new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };

    private static async Task<HttpClient> ConnectAsync(CollectorProcess collector)
    {
        var address = (await collector.WaitForAsync("  series ")).Split(' ').First(word => word.StartsWith("https://", StringComparison.Ordinal));
        return new HttpClient(Trusting()) { BaseAddress = new Uri(new Uri(address), "/") };
    }

    private async Task LookAsync(HttpClient http)
    {
        foreach (var path in Paths) await AskAsync(http, HttpMethod.Get, path);
        await AskAsync(http, HttpMethod.Get, "/metrics", $"{CanaryWords.Canary}-a-wrong-password");
        await AskAsync(http, HttpMethod.Get, "/metrics", null);
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient http, HttpMethod method, string path, string? password = CanaryWords.WebPassword)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "2");
        if (password is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"noc:{password}")));
        using var answer = await http.SendAsync(request);
        _seen.Add($"{path}\n{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
        return answer.StatusCode;
    }

    private async Task ReloadBrokenAsync(HttpClient http, CanaryFiles files)
    {
        foreach (var (file, text) in Damage.Files(files, most: 40))
        {
            files.Write(file, text);
            await AskAsync(http, HttpMethod.Post, "/-/reload");
            files.WriteAll();
        }

        files.Write("snmp.yml", files.SnmpYml.Replace($"{CanaryWords.Canary}-a2", $"{CanaryWords.Canary}-other", StringComparison.Ordinal));
        var answer = await AskAsync(http, HttpMethod.Post, "/-/reload");
        Assert.True(answer == HttpStatusCode.OK, $"{answer}: {_seen[^1]}");
    }

    /// <summary>The next request, and the next handshake, find a file that cannot be used.</summary>
    private async Task BreakWebFileAsync(HttpClient http, CanaryFiles files)
    {
        files.Write("web.yml", files.WebYml.Replace("basic_auth_users: { noc: ", $"basic_auth_users: {{ noc: {CanaryWords.Canary}-no-hash, other: ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(http, HttpMethod.Get, "/metrics"));
        files.Write("web.yml", files.WebYml.Replace("-----BEGIN", CanaryWords.Canary, StringComparison.Ordinal));
        using var another = new HttpClient(Trusting()) { BaseAddress = http.BaseAddress };
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(another, HttpMethod.Get, "/metrics"));
    }

    /// <summary>What the daemon wrote to its data_dir.</summary>
    private static IEnumerable<string> Kept(CanaryFiles files)
    {
        string[] kept = [.. Directory.EnumerateFiles(files["data"], "*", SearchOption.AllDirectories)];
        Assert.NotEmpty(kept);
        return kept.Select(file => $"{file}\n{Encoding.Latin1.GetString(File.ReadAllBytes(file))}");
    }
}
