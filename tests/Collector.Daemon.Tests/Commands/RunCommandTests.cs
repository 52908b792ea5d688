using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Tests.Reloading;

namespace Collector.Daemon.Tests.Commands;

/// <summary>`collector run` with its own flags and with those of snmp_exporter.</summary>
public sealed class RunCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_line_of_snmp_exporter_starts_us_in_its_place()
    {
        await using var collector = CollectorProcess.StartIn(_folder[""],
            "run", "--config.file=snm*.yml", "--web.listen-address=127.0.0.1:0", "--web.listen-address", "127.0.0.2:0", "--web.telemetry-path=/telemetry",
            "--web.config.file=", "--no-web.systemd-socket", "--log.level=debug", "--log.format=json", "--snmp.module-concurrency=4", "--snmp.debug-packets",
            "--no-snmp.wrap-large-counters", "--snmp.source-address=127.0.0.1:");
        using var http = await collector.WaitForHttpAsync();

        Assert.Contains("collector_build_info", await http.GetStringAsync("/telemetry"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/metrics")).StatusCode);
        var config = await http.GetStringAsync("/config");
        Assert.StartsWith("auths:\n", config, StringComparison.Ordinal);
        Assert.Contains("\n  cpu:\n", config, StringComparison.Ordinal);
        Assert.Contains(collector.Lines, line => line.StartsWith("--snmp.debug-packets: warning: has no effect", StringComparison.Ordinal));
        Assert.Contains(collector.Lines, line => line.StartsWith("--snmp.module-concurrency: warning: ", StringComparison.Ordinal));

        _folder.Write("snmp2.yml", "modules: { cpu: { metrics: [] } }");
        await collector.SignalAsync("HUP");
        await collector.WaitForAsync("\"level\":\"ERROR\"");
        File.Delete(_folder["snmp2.yml"]);
        _folder.Write("snmp3.yml", "modules: { disk: { metrics: [] } }");
        await collector.SignalAsync("HUP");
        await collector.WaitForAsync("modules added: disk");
        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_words_and_nothing_else_is()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        _folder.Write("taken.yml", $"listen: {taken.LocalEndpoint}\nsnmp: {{ lanes: 1 }}\nrollups: [ {{ preset: devices_up }} ]");
        await using var collector = CollectorProcess.StartIn(_folder[""], "run", "--config", "taken.yml");

        Assert.Equal(1, await collector.ExitCodeAsync());

        Assert.StartsWith("Cannot start: Failed to bind to address", collector.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(collector.Lines, line => line.Contains("Exception", StringComparison.Ordinal) || line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "can be put in force", "--config.file", "snmp.yml", "--dry-run")]
    [InlineData(0, "can be put in force", "--dry-run")] // snmp.yml is the default
    [InlineData(0, "can be put in force", "--config", "collector.yml", "--dry-run")]
    [InlineData(1, "bad.yml:1:1: unknown key \"nonsense\"", "--config.file", "bad.yml", "--dry-run")]
    [InlineData(1, "bad.yml has errors; nothing was started", "--config.file", "bad.yml")]
    [InlineData(1, "--config.file stands in place of a collector.yml", "--config", "collector.yml", "--config.file", "snmp.yml")]
    [InlineData(1, "does not exist", "--web.config.file=/nowhere/web.yml", "--dry-run")]
    [InlineData(1, "--web.systemd-socket: systemd has handed over no socket", "--web.systemd-socket")]
    [InlineData(1, "--web.telemetry-path: /snmp serves something else", "--web.telemetry-path=/snmp")]
    [InlineData(1, "--web.telemetry-path: \"metrics\" is not a path such as /metrics", "--web.telemetry-path=metrics")]
    [InlineData(1, "--snmp.source-address: \"nowhere:\" is not an address such as 192.0.2.1: or [2001:db8::1]:", "--snmp.source-address=nowhere:", "--dry-run")]
    [InlineData(0, "--snmp.source-address: warning: the port 1161 is left to the system", "--snmp.source-address=[::1]:1161", "--dry-run")]
    [InlineData(0, "collector, version ", "--version")]
    public async Task What_it_says_and_how_it_ends(int exitCode, string says, params string[] arguments)
    {
        _folder.Write("bad.yml", "nonsense: 1");
        _folder.Write("collector.yml", "snmp: { config_files: [snmp.yml] }");
        var (code, output) = await RunAsync([.. arguments.Select(argument => argument.EndsWith(".yml", StringComparison.Ordinal) && !argument.Contains('=', StringComparison.Ordinal) ? _folder[argument] : argument)]);
        Assert.Contains(says, _folder.Relative(output), StringComparison.Ordinal);
        Assert.Equal(exitCode, code);
    }

    [Theory]
    [InlineData("--web.listen-address=nowhere", "listen: \"nowhere\" is not an address and a port")]
    [InlineData("--log.format=xml", "xml")]
    [InlineData("--log.level=loud", "loud")]
    [InlineData("--config.fiel=snmp.yml", "--config.fiel")]
    public async Task A_flag_that_makes_no_sense_is_refused(string flag, string says)
    {
        var (code, output) = await RunAsync([flag, "--dry-run"]);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Variables_of_the_environment_are_put_in_where_they_are_asked_for()
    {
        _folder.Write("v3.yml", "auths: { v3: { version: 3, username: \"$NO_SUCH_USER\" } }\nmodules: {}");
        var (code, output) = await RunAsync(["--config.file", _folder["v3.yml"], "--config.expand-environment-variables", "--dry-run"]);
        Assert.Contains("v3.yml:1:38: username: the environment variable NO_SUCH_USER is not set", _folder.Relative(output), StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Equal(0, (await RunAsync(["--config.file", _folder["v3.yml"], "--no-config.expand-environment-variables", "--dry-run"])).ExitCode);
    }

    [Fact]
    public async Task Without_any_file_it_says_how_to_name_one()
    {
        File.Delete(_folder["snmp.yml"]);
        await using var collector = CollectorProcess.StartIn(_folder[""], "run");
        Assert.Equal(1, await collector.ExitCodeAsync());
        await collector.WaitForAsync("snmp.yml: does not exist");
        await collector.WaitForAsync("Name your files: --config FILE for a collector.yml, --config.file FILE for an snmp.yml.");
    }

    [Fact]
    public async Task Sockets_of_systemd_are_served()
    {
        // Perl is on every Debian: it listens, hands the socket over as systemd does, and becomes the collector.
        const string Perl = """
            use Socket; $^F = 10; socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(0, inet_aton("127.0.0.1"))); listen(S, 5);
            $port = (sockaddr_in(getsockname(S)))[0]; require POSIX; POSIX::dup2(fileno(S), 3); $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1;
            $| = 1; print "socket http://127.0.0.1:$port/\n"; exec @ARGV;
            """;
        await using var collector = CollectorProcess.StartProgram(
            "perl", _folder[""], ["-e", Perl, "dotnet", typeof(RunCommand).Assembly.Location, "run", "--config.file=snmp.yml", "--web.systemd-socket"]);
        using var http = await collector.WaitForHttpAsync();
        await collector.WaitForAsync("modules are known");
        Assert.Contains("Healthy", await http.GetStringAsync("/-/healthy"), StringComparison.Ordinal);
        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        if (!arguments.Any(argument => argument.StartsWith("--config", StringComparison.Ordinal))) arguments = ["--config.file", _folder["snmp.yml"], .. arguments];
        var code = await RunCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        return (code, output.ToString());
    }
}
