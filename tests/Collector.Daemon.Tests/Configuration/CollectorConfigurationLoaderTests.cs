using Collector.Pipeline.Targets;
using System.Net;
using Collector.Daemon.Configuration;

namespace Collector.Daemon.Tests.Configuration;

public sealed class CollectorConfigurationLoaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_a_configuration()
    {
        var configuration = _folder.Load("");

        Assert.Empty(_folder.Messages);
        Assert.Equal([new IPEndPoint(IPAddress.Any, 9116)], configuration.Options.Listen);
        var defaults = configuration.Options.Defaults;
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5), 3, "public_v2"),
            (defaults.Interval, defaults.PacketTimeout, defaults.Retries, defaults.Auth));
        Assert.Equal(["auto"], defaults.Modules);
        Assert.InRange(configuration.Options.Snmp.Lanes, 1, 8);
        Assert.Empty(configuration.StaticTargets);
    }

    [Fact]
    public void Everything_that_may_be_written_is_taken()
    {
        _folder.Write("targets/a.yml", "- targets: [192.0.2.9]");
        var configuration = _folder.Load("""
            listen: 127.0.0.1:9117
            metrics: { up: false, gnmic_names: false }
            defaults: { interval: 30s, timeout: 2s, retries: 1, request_gap: 5ms, requests_in_flight: 2, backoff: 4, auth: ro, modules: [cpu, memory] }
            snmp: { config_files: [snmp.yml], lanes: 3, source_address: 127.0.0.2, receive_buffer: 1048576, requests_in_flight: 500 }
            targets:
              static:
              - targets: [192.0.2.1, 192.0.2.2]
                labels: { site: ams1, __param_module: cpu }
              files: [targets/*.yml]
            """);

        Assert.Empty(_folder.Messages);
        Assert.Equal("127.0.0.1:9117", Assert.Single(configuration.Options.Listen).ToString());
        Assert.Equal((3, IPAddress.Parse("127.0.0.2"), 1048576),
            (configuration.Options.Snmp.Lanes, configuration.Options.Snmp.SourceAddress, configuration.Options.Snmp.ReceiveBufferBytes));
        Assert.Equal((false, false), (configuration.Options.Exposition.Up, configuration.Options.Exposition.GnmicNames));
        var target = configuration.StaticTargets.ByInstance["192.0.2.2"];
        Assert.Equal(("ro", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2), 1),
            (target.Auth, target.Interval, target.PacketTimeout!.Value, target.Retries!.Value));
        Assert.Equal((500, new RequestLimits { Gap = TimeSpan.FromMilliseconds(5), InFlight = 2, Backoff = 4 }), (configuration.Options.Snmp.RequestsInFlight!.Value, target.Limits));
        Assert.Equal(["cpu"], target.Modules);
        Assert.Equal($"{_folder["collector.yml"]}:7", target.Origin);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.9"], TargetFilesCheck.Run(configuration, _folder.Problems).Select(found => found.Instance));
    }

    [Fact]
    public void There_may_be_several_places_to_listen_at()
    {
        var configuration = _folder.Load("listen: ['127.0.0.1:9117', '[::1]:9117']");
        Assert.Empty(_folder.Messages);
        Assert.Equal(["127.0.0.1:9117", "[::1]:9117"], configuration.Options.Listen.Select(listen => listen.ToString()));

        _folder.Load("listen: ['127.0.0.1:9117', nowhere, '127.0.0.1:9117']");
        Assert.Equal(
            ["collector.yml:1:28: listen: \"nowhere\" is not an address and a port, such as 0.0.0.0:9116 or :9116", "collector.yml:1:37: listen: 127.0.0.1:9117 is there twice"],
            _folder.Messages);
    }

    [Fact]
    public void Built_in_modules_are_there_without_any_file()
    {
        var configuration = _folder.Load("targets: { static: [ { targets: [192.0.2.1] } ] }");
        Assert.Empty(_folder.Messages);
        Assert.Equal(["auto"], Assert.Single(configuration.StaticTargets).Modules);
    }

    [Fact]
    public void Folders_of_profiles_are_read()
    {
        _folder.Write("mine/toaster.yml", "profiles: { toaster: { match: [ { sys_object_id: 1.3.6.1.4.1.99 } ], modules: [ if_mib ] } }");
        var configuration = _folder.Load("snmp: { profiles: [ mine ] }");
        Assert.Empty(_folder.Messages);
        Assert.Contains("toaster", configuration.Modules.Profiles.All.Keys);

        _folder.Load("snmp: { profiles: [ theirs ] }");
        Assert.Equal("collector.yml:1:21: profiles: \"theirs\" stands for theirs, which does not exist", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        _folder.Load("""
            listen: 9116
            wib_config: web.yml
            defaults: { interval: 30, retries: -1, moduls: [cpu] }
            snmp: { config_files: [snmp.yml], lanes: 0, source_address: eth0 }
            targets:
              static:
              - targets: ["192.0.2.1:notaport", 192.0.2.2]
                labels: { __param_module: cqu, __param_auth: r0 }
              files: [targets/*.txt]
            """);

        Assert.Equal(
        [
            "collector.yml:1:9: listen: \"9116\" is not an address and a port, such as 0.0.0.0:9116 or :9116",
            "collector.yml:3:23: interval: 30 has no unit; write 30s for seconds or 30ms for milliseconds",
            "collector.yml:3:36: retries: -1 is not between 0 and 100",
            "collector.yml:3:40: unknown key \"moduls\"; did you mean \"modules\"?",
            "collector.yml:4:42: lanes: 0 is not between 1 and 64",
            "collector.yml:4:61: source_address: \"eth0\" is not an IP address",
            "collector.yml:9:11: files: \"targets/*.txt\" does not end in .yml, .yaml or .json",
            "collector.yml:2:1: unknown key \"wib_config\"; did you mean \"web_config\"?",
            "collector.yml:7:15: '192.0.2.1:notaport': expected host, host:port or [ipv6]:port, with a port from 1 to 65535",
            "collector.yml:8:50: there is no auth \"r0\"; did you mean \"ro\"?",
            "collector.yml:8:31: there is no module \"cqu\"; did you mean \"cpu\"?",
        ], _folder.Messages);
    }

    [Fact]
    public void Two_static_targets_with_one_instance_are_an_error_that_names_both_places()
    {
        _folder.Load("""
            targets:
              static:
              - targets: [192.0.2.1]
              - targets: [192.0.2.2, 192.0.2.1]
            """);
        Assert.Equal([$"collector.yml:4:26: target \"192.0.2.1\" is already at collector.yml:3:15; give one of them another instance label"], _folder.Messages);
    }

    [Fact]
    public void A_label_that_the_module_has_as_well_is_a_warning_said_once()
    {
        _folder.Load("""
            snmp: { config_files: [snmp.yml] }
            targets:
              static:
              - targets: [192.0.2.1, 192.0.2.2]
                labels: { hrDeviceIndex: x, site: y, __param_module: "memory,cpu" }
            """);
        Assert.Equal(
            ["collector.yml:5:30: warning: module cpu has series with a label hrDeviceIndex of their own, which becomes exported_hrDeviceIndex"], _folder.Messages);
    }

    [Fact]
    public void A_wrong_default_is_reported_once_and_where_it_is_written()
    {
        _folder.Load("""
            defaults: { auth: nobody, modules: [nothing] }
            targets: { static: [ { targets: [192.0.2.1, 192.0.2.2] } ] }
            """);
        Assert.Equal(["collector.yml:1:19: there is no auth \"nobody\"", "collector.yml:1:36: there is no module \"nothing\""], _folder.Messages);
    }

    [Fact]
    public void A_module_with_errors_is_not_called_unknown()
    {
        _folder.Write("snmp.yml", "auths: { ro: { version: 7 } }\nmodules: { cpu: { wolk: [1.3] } }");
        _folder.Load("""
            snmp: { config_files: [snmp.yml] }
            targets: { static: [ { targets: [192.0.2.1], labels: { __param_module: cpu, __param_auth: ro } } ] }
            """);
        Assert.NotEmpty(_folder.Messages);
        Assert.All(_folder.Messages, message => Assert.StartsWith("snmp.yml:", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("modules: { cpu: [")]
    [InlineData("modules: [cpu]")]
    public void Modules_are_not_called_unknown_when_nobody_knows_what_a_file_has(string snmpYml)
    {
        _folder.Write("snmp.yml", snmpYml);
        _folder.Load("""
            snmp: { config_files: [snmp.yml] }
            targets: { static: [ { targets: [192.0.2.1], labels: { __param_module: memory, __param_auth: ro } } ] }
            """);
        Assert.NotEmpty(_folder.Messages);
        Assert.All(_folder.Messages, message => Assert.StartsWith("snmp.yml:", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2m30s")]
    [InlineData("5m", "collector.yml:1:23: warning: interval: 5m leaves windows of five minutes, as most rules and dashboards have them, fewer than two polls; give those a wider one")]
    public void Too_few_polls_for_the_usual_windows_are_a_warning(string interval, params string[] messages)
    {
        _folder.Load($"defaults: {{ interval: {interval} }}");
        Assert.Equal(messages, _folder.Messages);
    }

    [Fact]
    public void A_packet_timeout_longer_than_the_interval_is_a_warning()
    {
        _folder.Load("defaults: { interval: 10s, timeout: 20s }");
        Assert.Equal(["collector.yml:1:37: warning: the timeout of one packet, 20s, is longer than the interval of 10s"], _folder.Messages);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem()
    {
        CollectorConfigurationLoader.Load(_folder["none.yml"], _folder.Problems);
        Assert.Equal("none.yml: does not exist", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void A_target_file_that_is_not_there_yet_is_a_warning()
    {
        _folder.Load("targets: { files: [later.yml, none/*.yml] }");
        Assert.Equal(["collector.yml:1:20: warning: files: \"later.yml\" stands for later.yml, which does not exist",
            "collector.yml:1:31: warning: files: \"none/*.yml\" stands for none/*.yml, which matches no file: none does not exist"], _folder.Messages.Select(message => message.Replace(_folder[""].TrimEnd('/'), "", StringComparison.Ordinal)));
    }
}
