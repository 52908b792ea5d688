using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Tests.Reloading;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>A word in the place of every secret that must be seen nowhere: on no endpoint, in no log, in no error.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "c4n4ry";

    private const string SnmpYml = $$"""
        auths:
          old: { version: 1, community: {{Canary}}1 }
          ro: { version: 2, community: {{Canary}}2 }
          v3: { version: 3, username: reader, security_level: authPriv, password: {{Canary}}3, auth_protocol: SHA, priv_protocol: AES, priv_password: {{Canary}}4 }
          unused: { version: 2, community: x, password: {{Canary}}5, priv_password: {{Canary}}6 }
        modules:
          cpu:
            walk: [1.3.6.1.2.1.25.3.3]
            metrics: [ { name: hrProcessorLoad, oid: 1.3.6.1.2.1.25.3.3.1.2, type: gauge, indexes: [ { labelname: i, type: gauge } ] } ]
        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What people get wrong about a line with a secret in it.</summary>
    public static TheoryData<string> Mistakes =>
    [
        $"auths: {{ a: {{ community: [{Canary}] }} }}",
        $"auths: {{ a: {{ community: {{ {Canary}: 1 }} }} }}",
        $"auths: {{ a: {{ community:{Canary} }} }}",
        $"auths: {{ a: {{ community={Canary} }} }}",
        $"auths: {{ a: {{ community {Canary} }} }}",
        $"auths: {{ a: {{ community={Canary}, community={Canary} }} }}",
        $"auths: {{ a: {{ comunity: {Canary} }} }}",
        $"auths: {{ a: {{ community: {Canary}, community: {Canary} }} }}",
        $"auths:\n  a:\n    community: *{Canary}",
        $"auths:\n  a:\n    community: &{Canary}",
        $"auths:\n  a:\n    community: !{Canary} x\n    x: 1",
        $"auths:\n  a:\n    community: %{Canary}",
        $"auths:\n  a:\n    community: @{Canary}",
        $"auths:\n  a:\n    community: `{Canary}",
        $"auths:\n  a:\n    community: \"{Canary}",
        $"auths:\n  a:\n    community: '{Canary}",
        $"auths:\n  a:\n    community: {Canary}: x",
        $"auths:\n  a:\n    community: {Canary}\n   version: 2",
        $"auths:\n  a:\n    community\n    {Canary}",
        $"auths:\n  a:\n    community: |\n    {Canary}\n",
        $"auths:\n  a:\n  - community: {Canary}",
        $"auths:\n  a: {Canary}",
        $"auths: {Canary}",
        $"auths:\n  a: {{ version: 3, username: u, security_level: authPriv, password: {Canary}, priv_password: [{Canary}] }}",
        $"auths:\n  a: {{ version: 3, username: u, security_level: authpriv, password: {Canary}, priv_password: {Canary} }}",
        $"auths:\n  a: {{ version: 3, security_level: authPriv, password: ${{{Canary}_IS_SET, priv_password: {Canary}$NOT_SET }}",
        $"a:\n  auth: {{ community: {Canary}, password: {Canary} }}\n  metrics: nothing",
        $"a:\n  auth: {{ community: [{Canary}] }}\n  metrics: []",
        $"a:\n  auth: {Canary}\n  metrics: []",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_beside_a_secret_is_told_without_it(string snmpYml)
    {
        using var output = new StringWriter();
        _folder.Write("snmp.yml", snmpYml);
        var console = new InvocationConfiguration { Output = output, Error = output };
        var withEnvironment = CheckCommand.Create().Parse(["--snmp-config", _folder["snmp.yml"], "--config.expand-environment-variables"]).Invoke(console);
        CheckCommand.Create().Parse(["--snmp-config", _folder["snmp.yml"]]).Invoke(console);
        Assert.DoesNotContain(Canary, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("snmp.yml", output.ToString(), StringComparison.Ordinal);
        Assert.InRange(withEnvironment, 0, 1);
    }

    [Fact]
    public async Task A_running_daemon_shows_it_nowhere()
    {
        _folder.Write("snmp.yml", SnmpYml);
        var yaml = """
            listen: 127.0.0.1:0
            snmp: { config_files: [snmp.yml], lanes: 1 }
            defaults: { interval: 500ms, timeout: 100ms, retries: 0, modules: [cpu] }
            targets: { static: [ { targets: ["127.77.0.1:1161"], labels: { __param_auth: ro } }, { targets: ["127.77.0.2:1161"], labels: { __param_auth: old } } ] }
            """;
        await using var collector = CollectorProcess.Start("run", "--config", _folder.Write("collector.yml", yaml), "--log.level", "debug");
        using var http = await collector.WaitForHttpAsync();
        var seen = new List<string>();
        async Task LookAsync()
        {
            foreach (var path in (string[])["/", "/metrics", "/metrics?site=x", "/config", "/api/v1/targets", "/api/v1/targets/127.77.0.1:1161", "/-/ready", "/-/reload", "/nothing",
                "/snmp", "/snmp?target=127.77.0.1:1161&module=cpu&auth=ro", "/snmp?target=127.77.0.1:1161&module=cpu&auth=nobody",
                "/snmp?target=127.77.0.1:1161&module=cpu&auth=v3", "/api/v1/explain?target=127.77.0.1:1161&module=cpu&auth=ro", "/api/v1/explain?target=127.77.0.1:1161&module=cpu&auth=v3"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "2");
                using var answer = await http.SendAsync(request);
                seen.Add($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
            }
        }

        await LookAsync();
        foreach (var mistake in Mistakes)
        {
            _folder.Write("snmp.yml", (string)mistake);
            using var answer = await http.PostAsync("/-/reload", null);
            seen.Add(await answer.Content.ReadAsStringAsync());
        }

        _folder.Write("snmp.yml", SnmpYml.Replace("walk: [1.3.6.1.2.1.25.3.3]", "walk: [1.3.6.1.2.1.25.3]", StringComparison.Ordinal).Replace($"{Canary}2", $"{Canary}7", StringComparison.Ordinal));
        using var good = await http.PostAsync("/-/reload", null);
        Assert.True(good.IsSuccessStatusCode, await good.Content.ReadAsStringAsync());
        await collector.WaitForAsync("auths changed: ro");
        await LookAsync();
        await collector.SignalAsync("TERM");
        await collector.ExitCodeAsync();

        Assert.All(seen, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.All(collector.Lines, line => Assert.DoesNotContain(Canary, line, StringComparison.Ordinal));
        Assert.Contains(seen, text => text.Contains("community: <secret>", StringComparison.Ordinal));
    }
}
