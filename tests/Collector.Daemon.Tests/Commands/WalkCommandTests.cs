using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;
using Collector.Testing;

namespace Collector.Daemon.Tests.Commands;

/// <summary>Whom <c>collector walk</c> asks and how, seen in what it explains. That series are right, net-snmp's agent shows in Collector.Interop.Tests.</summary>
public sealed class WalkCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();
    private readonly FakeMib _mib = new(AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 700), AgentVarbind.Text("1.3.6.1.2.1.1.5.0", "core1"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_target_of_a_collector_yml_is_asked_as_it_says()
    {
        using var agent = FakeAgent.Serving("127.42.1.2", _mib);
        _folder.Write("snmp.yml", "auths: { backbone: { version: 1, community: s3cret } }\nmodules: {}");
        _folder.Write("targets.yml", $"- {{ targets: [core1], labels: {{ __address__: '{agent.Endpoint}', __param_module: system }} }}");
        var file = _folder.Write("collector.yml", "snmp: { config_files: [snmp.yml] }\ndefaults: { auth: backbone }\ntargets: { files: [targets.yml] }");

        var (code, output, error) = await WalkAsync("core1", "--config", file, "--explain");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"core1 ({agent.Endpoint}), SNMPv1 as backbone: answered", output, StringComparison.Ordinal);
        Assert.Contains("Module system: complete", output, StringComparison.Ordinal);
        Assert.Contains("SNMPv2c as public_v2", (await WalkAsync("core1", "--config", file, "--explain", "--auth", "public_v2")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_target_of_it_is_asked_as_an_address_with_its_defaults_and_that_is_said()
    {
        using var agent = FakeAgent.Serving("127.42.2.2", _mib);
        var file = _folder.Write("collector.yml", "defaults: { auth: public_v1, modules: [system] }\ntargets: { static: [ { targets: ['127.42.2.2:162'] } ] }");

        var (code, output, error) = await WalkAsync(agent.Endpoint.ToString(), "--config", file, "--explain");

        Assert.Equal(0, code);
        Assert.Contains($"has no SNMP target \"{agent.Endpoint}\"", error, StringComparison.Ordinal);
        Assert.Contains("SNMPv1 as public_v1: answered", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_can_be_asked_about_when_the_device_says_which_modules_it_has()
    {
        using var agent = FakeAgent.Serving("127.42.3.2", _mib);

        var (code, output, _) = await WalkAsync(agent.Endpoint.ToString(), "--oid", "sysName");
        var (refused, _, error) = await WalkAsync(agent.Endpoint.ToString(), "--oid", "sysNome");

        Assert.Equal((0, 1), (code, refused));
        Assert.Contains("sysName{sysName=\"core1\"} 1", output, StringComparison.Ordinal);
        Assert.Contains("Neither asked for nor mapped by the other modules: if_mib", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Module if_mib", output, StringComparison.Ordinal);
        Assert.Contains("sysNome is neither an OID nor the name of a metric or a looked-up label of ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_device_that_is_not_there_it_is_not_said_that_it_lacks_an_object()
    {
        var (code, output, error) = await WalkAsync("127.42.4.2:1", "--oid", "ifAlias");

        Assert.Equal((1, ""), (code, error));
        Assert.StartsWith("127.42.4.2:1, SNMPv2c as public_v2: refused", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no module \"if_mb\"; did you mean \"if_mib\"? There are ", "127.42.5.2", "--module", "if_mb")]
    [InlineData("There is no auth \"public_v3\"; did you mean ", "127.42.5.2", "--auth", "public_v3")]
    [InlineData("--snmp-config: with --config the file says where modules and auths are.", "127.42.5.2", "--snmp-config", "snmp.yml", "--config", "collector.yml")]
    [InlineData("nowhere.yml: ", "127.42.5.2", "--config", "nowhere.yml")]
    public async Task What_makes_no_sense_is_said(string said, params string[] arguments)
    {
        var (code, _, error) = await WalkAsync(arguments);

        Assert.Equal(1, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> WalkAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await WalkCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
