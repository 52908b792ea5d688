using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary><c>--config FILE --name NAME</c>: a target as the collector knows it.</summary>
public sealed class ConfiguredTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("configured-target").FullName;

    private string Config => System.IO.Path.Combine(_folder, "collector.yml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("edge1")]
    [InlineData("edge2")] // of a static group
    [InlineData("edge3")] // of a file
    public async Task A_target_of_the_file_is_asked_with_what_it_has_there(string name)
    {
        await using var target = await FakeGnmiTarget.StartAsync(new CapabilityResponse { GNMIVersion = "0.10.0" });
        await WriteAsync(target.Address);

        var (code, output, error) = await GnmiRun.RunAsync("capabilities", "--config", Config, "--name", name);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0.10.0", output, StringComparison.Ordinal);
        var headers = Assert.Single(target.Headers);
        Assert.Equal(("collector", "s3cret-canary"), (headers.GetValue("username"), headers.GetValue("password")));
    }

    [Fact]
    public async Task Its_encoding_is_asked_for_if_the_target_has_it()
    {
        await using var target = await FakeGnmiTarget.StartAsync(
            new CapabilityResponse { SupportedEncodings = { Collector.Gnmi.Protocol.Encoding.Json, Collector.Gnmi.Protocol.Encoding.Ascii, Collector.Gnmi.Protocol.Encoding.Proto } }, get: _ => new GetResponse());
        await WriteAsync(target.Address);

        var (code, _, _) = await GnmiRun.RunAsync("get", "--config", Config, "--name", "edge1", "--path", "/a");

        Assert.Equal(0, code);
        Assert.Equal(Collector.Gnmi.Protocol.Encoding.Ascii, GetRequest.Parser.ParseFrom(Assert.Single(target.Requests)).Encoding);
    }

    [Fact]
    public async Task A_password_that_is_kept_in_a_file_is_sent_or_it_is_said_that_there_is_none()
    {
        await using var target = await FakeGnmiTarget.StartAsync(new CapabilityResponse());
        await File.WriteAllTextAsync(Config, $"gnmi:\n  subscriptions: {{ all: {{ paths: [/] }} }}\n  targets: {{ edge1: {{ address: \"{target.Address}\", insecure: true, username: me, password_file: secret }} }}\n");

        var (without, _, error) = await GnmiRun.RunAsync("capabilities", "--config", Config, "--name", "edge1");
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder, "secret"), "s3cret-canary\n");
        var (with, _, _) = await GnmiRun.RunAsync("capabilities", "--config", Config, "--name", "edge1");

        Assert.Equal((1, 0), (without, with));
        Assert.Contains("secret cannot be read", error, StringComparison.Ordinal);
        Assert.Equal("s3cret-canary", Assert.Single(target.Headers).GetValue("password"));
    }

    [Fact]
    public async Task Another_address_may_be_given()
    {
        await using var target = await FakeGnmiTarget.StartAsync(new CapabilityResponse());
        await WriteAsync("127.0.0.1:1");

        var (code, _, error) = await GnmiRun.RunAsync("capabilities", target.Address, "--config", Config, "--name", "edge1");

        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("has no gNMI target \"edge9\"; did you mean \"edge", "--name", "edge9")]
    [InlineData("--insecure: with --config the file says how", "--insecure")]
    [InlineData("--config needs --name")]
    [InlineData("--username: with --config the file says how", "--name", "edge1", "--username", "me")]
    public async Task What_makes_no_sense_is_said(string says, params string[] flags)
    {
        await WriteAsync("127.0.0.1:1");
        var (code, _, error) = await GnmiRun.RunAsync(["capabilities", "--config", Config, .. flags]);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_an_error_is_refused_with_its_place()
    {
        await File.WriteAllTextAsync(Config, "gnmi:\n  targets: { edge1: { timeout: soon } }\n");
        var (code, _, error) = await GnmiRun.RunAsync("capabilities", "--config", Config, "--name", "edge1");
        Assert.Equal(1, code);
        Assert.Contains("collector.yml:2:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_and_without_a_file_nobody_is_asked()
    {
        var (code, _, error) = await GnmiRun.RunAsync("capabilities", "--insecure");
        Assert.Equal(1, code);
        Assert.Contains("Whom to ask?", error, StringComparison.Ordinal);
    }

    private async Task WriteAsync(string address)
    {
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder, "targets.yml"), "- targets: [edge3]\n  labels: { __protocol__: gnmi, __address__: \"" + address + "\" }\n");
        await File.WriteAllTextAsync(
            Config,
            $$"""
            gnmi:
              username: collector
              password: s3cret-canary
              insecure: true
              encoding: ascii
              subscriptions: { all: { paths: [/] } }
              targets: { edge1: { address: "{{address}}" } }
            targets:
              static: [{ targets: [edge2], labels: { __protocol__: gnmi, __address__: "{{address}}" } }]
              files: [targets.yml]
            """);
    }
}
