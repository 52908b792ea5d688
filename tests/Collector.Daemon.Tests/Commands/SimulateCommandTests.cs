using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.Daemon.Commands;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Daemon.Tests.Commands;

public partial class SimulateCommandTests
{
    [Fact]
    public async Task It_says_what_it_serves_serves_it_and_ends_with_its_counters()
    {
        using var output = new StringWriter();
        using var stop = new CancellationTokenSource();
        var served = new SeenLine(output, "Ctrl-C");
        var running = Invoke(served, TextWriter.Null, stop.Token, "snmp", "--devices", "3", "--interfaces", "2", "--port", "0", "--base", "127.9.0.1");
        await served.Seen.WaitAsync(Patience.Limit);
        var ports = Ports().Match(output.ToString());
        Assert.Equal("127.9.0.3", ports.Groups[2].Value);
        Ask(IPEndPoint.Parse($"127.9.0.3:{ports.Groups[1].Value}"));
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        var counters = JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(1, counters.GetProperty("get").GetInt64());
        Assert.Equal(1, counters.GetProperty("devices_asked").GetInt64());
    }

    [Fact]
    public async Task Its_own_process_prints_counters_on_SIGUSR1_and_again_on_SIGTERM()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(SimulateCommand).Assembly.Location, "simulate", "snmp", "--port", "0"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        for (var line = ""; !line.StartsWith("Ctrl-C", StringComparison.Ordinal);) line = await NextLine(process);
        foreach (var signal in new[] { "-USR1", "-USR1", "-TERM" })
        {
            using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
            Assert.Equal(0, JsonDocument.Parse(await NextLine(process)).RootElement.GetProperty("requests").GetInt64());
        }
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Every_mistake_in_the_options_is_named()
    {
        using var errors = new StringWriter();
        Assert.Equal(1, await Invoke(TextWriter.Null, errors, default, "snmp", "--devices", "0", "--loss", "2", "--base", "10.0.0.1"));
        Assert.Contains("Devices must be", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("Loss", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("127.0.0.0/8", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("3s", 3)]
    [InlineData("1.5m", 90)]
    [InlineData("1h", 3600)]
    public void Times_take_a_unit(string text, double seconds)
    {
        var options = new SimulateOptions();
        var command = new Command("snmp");
        foreach (var option in options.All) command.Options.Add(option);
        Assert.Equal(TimeSpan.FromSeconds(seconds), options.Read(command.Parse(["--delay", text])).Delay);
        Assert.NotEmpty(command.Parse(["--delay", text.TrimEnd('s', 'm', 'h')]).Errors);
    }

    [Fact]
    public void Users_of_version_3_are_given_in_the_words_of_snmp_yml()
    {
        var options = new SimulateOptions();
        var command = new Command("snmp");
        foreach (var option in options.All) command.Options.Add(option);

        var users = options.Read(command.Parse(["--user", "open", "--user", "noc:SHA256:authentic:AES256C:private", "--shared-engine-id"])).Users;

        Assert.Equal(["open", "noc"], users.Select(user => user.Name));
        Assert.Equal((SnmpSecurityLevel.AuthPriv, SnmpAuthProtocol.Sha256, SnmpPrivProtocol.Aes256C), (users[1].Level, users[1].AuthProtocol, users[1].PrivProtocol));
        Assert.Equal("private", users[1].PrivPassword.Reveal());
        var error = Assert.Single(command.Parse(["--user", "noc:SHA1:authentic"]).Errors);
        Assert.DoesNotContain("authentic", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> NextLine(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit) ?? throw new InvalidDataException("The process has ended.");

    private static Task<int> Invoke(TextWriter output, TextWriter errors, CancellationToken stop, params string[] arguments) =>
        SimulateCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, stop);

    /// <summary>GET sysName.0, community public, as octets.</summary>
    private static void Ask(IPEndPoint device)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.Limit.TotalMilliseconds };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.SendTo(Convert.FromHexString("302602010104067075626C6963A019020101020100020100300E300C06082B060102010105000500"), device);
        Assert.InRange(socket.Receive(new byte[1500]), 40, 100);
    }

    [GeneratedRegex(@"127\.9\.0\.1:(\d+) to ([\d.]+):\1")]
    private static partial Regex Ports();
}
