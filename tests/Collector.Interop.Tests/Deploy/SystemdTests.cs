using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>The unit is one that systemd takes, and the daemon says what the unit makes systemd wait for.</summary>
public sealed class SystemdTests : IDisposable
{
    private static readonly string Unit = Docs.Path("deploy", "systemd", "collector.service");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_unit_is_valid()
    {
        var here = _folder.Write("collector.service", (await File.ReadAllTextAsync(Unit)).Replace("/usr/local/lib/collector/collector", "/bin/true", StringComparison.Ordinal));
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/systemd-analyze", ["verify", "--man=no", here]);
        Assert.True(code == 0 && !errors.Contains("collector.service", StringComparison.Ordinal), output + errors);
    }

    [Fact]
    public async Task The_unit_leaves_the_daemon_little_to_do_harm_with()
    {
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/systemd-analyze", ["security", "--offline=true", "--threshold=20", "--no-pager", Unit]);
        Assert.True(code == 0, output + errors); // 20 is an exposure of 2.0
    }

    [Fact]
    public async Task The_daemon_says_that_it_has_started_that_it_lives_and_that_it_stops()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(_folder["notify"]));
        var environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _folder["notify"], ["WATCHDOG_USEC"] = "400000" };
        await using var collector = await CollectorProgram.StartAsync(_folder.Write("collector.yml", "targets: {}"), new IPEndPoint(IPAddress.Parse("127.76.4.4"), 0), environment);

        var said = new List<string>();
        while (said.Count(word => word == "WATCHDOG=1") < 3 || !said.Contains("READY=1")) said.Add(await NextAsync(systemd));
        await collector.EndAsync();
        while (!said.Contains("STOPPING=1") || !said.Contains("EXTEND_TIMEOUT_USEC=10000000")) said.Add(await NextAsync(systemd));

        Assert.Equal(["EXTEND_TIMEOUT_USEC=10000000", "READY=1", "STOPPING=1", "WATCHDOG=1"], said.Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<string> NextAsync(Socket socket)
    {
        var buffer = new byte[256];
        using var patience = new CancellationTokenSource(Patience.Limit);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }
}
