using System.Net;
using Collector.Interop.Tests.Grpc;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Gnmi;

/// <summary>The whole daemon with a gnmic configuration, against a target of which neither gRPC nor protobuf is ours.</summary>
public sealed class RealTargetTests : IDisposable
{
    private const string Counters = "interfaces_interface_state_counters_";
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly HttpClient _http = new() { Timeout = Patience.Limit };

    public static TheoryData<bool, bool> Wires => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Everything_that_the_target_says_is_on_the_page_and_nothing_else(bool isTls, bool isGzip)
    {
        const string Host = "127.41.0.1";
        string[] tls = isTls ? RealGrpcServer.Tls(_authority.Issue("target", [Host]), _folder) : [];
        await using var target = await RealGnmiTarget.StartAsync(Host, [.. tls, .. isGzip ? ["--gzip"] : Array.Empty<string>(), "--login", "noc", "s3cret"]);
        await using var collector = await StartAsync(target.Address, isTls ? $"tls-ca: {_folder.Write("ca.pem", _authority.Pem)}" : "insecure: true", "s3cret");

        var page = await WaitForAsync(collector, lines => lines.Any(line => line.StartsWith("system_state_boot_time{", StringComparison.Ordinal)));
        string[] data = [.. page.Where(line => line.StartsWith("interfaces_", StringComparison.Ordinal) || line.StartsWith("big_", StringComparison.Ordinal) || line.StartsWith("system_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        const string Labels = "source=\"r1\",subscription_name=\"all\"";
        const string Nasty = "interface_name=\"a]b[c=d]/\\\"e\\\"\\\\ é\\n\"";
        Assert.Equal(
            [
                $"big_number{{{Labels}}} 6",
                $"{Counters}in_octets{{{Labels},{Nasty}}} 18446744073709551615",
                $"{Counters}in_octets{{{Labels},interface_name=\"json1\"}} 9007199254740993",
                $"{Counters}out_octets{{{Labels},{Nasty}}} 5",
                $"interfaces_interface_state_mtu{{{Labels},{Nasty}}} -1",
                $"interfaces_interface_state_mtu{{{Labels},interface_name=\"json2\"}} 9000",
                $"system_state_boot_time{{{Labels}}} 42",
            ],
            data);
        Assert.Contains("up{instance=\"r1\"} 1", page);
        Assert.Contains("subscribe JSON_IETF STREAM no prefix 1", target.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_does_not_let_us_in_is_never_up()
    {
        const string Host = "127.41.0.2";
        await using var target = await RealGnmiTarget.StartAsync(Host, "--login", "noc", "s3cret");
        await using var collector = await StartAsync(target.Address, "insecure: true", "n0t-it");
        var page = await WaitForAsync(collector, lines => lines.Any(line => line.StartsWith("up{instance=\"r1\"}", StringComparison.Ordinal)));
        Assert.Contains("up{instance=\"r1\"} 0", page);
        var told = await _http.GetStringAsync(new Uri(collector.Address, "api/v1/targets"));
        Assert.Contains("who is this? é", System.Text.RegularExpressions.Regex.Unescape(told), StringComparison.Ordinal);
        Assert.DoesNotContain("n0t-it", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_target_that_wants_a_certificate_streams_to_who_has_one(bool hasOne)
    {
        const string Host = "127.41.0.4";
        var ca = _folder.Write("ca.pem", _authority.Pem);
        await using var target = await RealGnmiTarget.StartAsync(Host, [.. RealGrpcServer.Tls(_authority.Issue("target", [Host]), _folder), "--client-ca", ca]);
        var (file, key) = TestAuthority.WritePem(_authority.Issue("collector"), _folder, "own");
        await using var collector = await StartAsync(target.Address, hasOne ? $"tls-ca: {ca}\n      tls-cert: {file}\n      tls-key: {key}" : $"tls-ca: {ca}", "s3cret");

        var page = await WaitForAsync(collector, lines => lines.Any(line => line.StartsWith(hasOne ? "system_state_boot_time{" : "up{instance=\"r1\"}", StringComparison.Ordinal)));
        Assert.Contains($"up{{instance=\"r1\"}} {(hasOne ? 1 : 0)}", page);
        if (!hasOne) Assert.Contains("client certificate", await _http.GetStringAsync(new Uri(collector.Address, "api/v1/targets")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_the_target_closes_for_their_age_leave_no_gap()
    {
        const string Host = "127.41.0.3";
        await using var target = await RealGnmiTarget.StartAsync(Host, "--max-age", "1500", "100");
        await using var collector = await StartAsync(target.Address, "insecure: true", "s3cret");
        await WaitForAsync(collector, lines => lines.Any(line => line.StartsWith("system_state_boot_time{", StringComparison.Ordinal)));
        for (var pages = 0; CallsOf(target) < 4; pages++)
        {
            Assert.Contains(await ReadAsync(collector), line => line.StartsWith($"{Counters}out_octets{{", StringComparison.Ordinal));
            Assert.True(pages < 10_000, target.Output);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    private static int CallsOf(RealGnmiTarget target) => target.Output.Split("subscribe ").Length - 1;

    private async Task<CollectorProgram> StartAsync(string address, string security, string password)
    {
        var configuration = _folder.Write("collector.yml", $"""
            gnmi:
              subscriptions:
                all:
                  paths: [/]
                  stream-mode: on-change
              targets:
                r1:
                  address: {address}
                  username: noc
                  password: {password}
                  encoding: json_ietf
                  {security}
            """);
        return await CollectorProgram.StartAsync(configuration, IPAddress.Parse("127.41.0.9"));
    }

    private async Task<string[]> WaitForAsync(CollectorProgram collector, Func<string[], bool> isThere)
    {
        string[] lines = [];
        await Patience.UntilAsync(async () => isThere(lines = await ReadAsync(collector)), () => collector.Output + "\n" + string.Join('\n', lines));
        return lines;
    }

    private async Task<string[]> ReadAsync(CollectorProgram collector) => (await _http.GetStringAsync(new Uri(collector.Address, "metrics"))).Split('\n');
}
