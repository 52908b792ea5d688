using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Tests.Commands.Gnmi;

public sealed class CapabilitiesCommandTests
{
    private static readonly CapabilityResponse Capabilities = new()
    {
        GNMIVersion = "0.10.0",
        SupportedEncodings = { Collector.Gnmi.Protocol.Encoding.Json, Collector.Gnmi.Protocol.Encoding.JsonIetf, (Collector.Gnmi.Protocol.Encoding)42 },
        SupportedModels =
        {
            new ModelData { Name = "openconfig-system", Version = "1.0.0", Organization = "OpenConfig\u001b[2J" },
            new ModelData { Name = "openconfig-interfaces", Version = "3.0.0", Organization = "OpenConfig" },
        },
    };

    [Fact]
    public async Task What_a_target_can_do_is_a_table()
    {
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities);

        var (code, output, _) = await GnmiRun.RunAsync("capabilities", target.Address, "--insecure");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            gNMI version: 0.10.0
            encodings: json, json_ietf, 42
            models: 2
              name                   version  organization
              openconfig-interfaces  3.0.0    OpenConfig
              openconfig-system      1.0.0    OpenConfig\u001b[2J

            """,
            output);
    }

    [Fact]
    public async Task Or_json()
    {
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities);

        var (_, output, _) = await GnmiRun.RunAsync("capabilities", target.Address, "--insecure", "--format", "json");

        Assert.Equal(
            """{"gnmi_version":"0.10.0","encodings":["json","json_ietf","42"],"models":[{"name":"openconfig-system","organization":"OpenConfig\u001B[2J","version":"1.0.0"},"""
            + """{"name":"openconfig-interfaces","organization":"OpenConfig","version":"3.0.0"}]}""" + "\n",
            output);
    }

    [Fact]
    public async Task The_password_of_a_file_is_sent_and_never_shown()
    {
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "s3cret-canary\n");
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities);

        var (code, output, error) = await GnmiRun.RunAsync("capabilities", target.Address, "--insecure", "--username", "admin", "--password-file", file);

        File.Delete(file);
        Assert.Equal(0, code);
        var headers = Assert.Single(target.Headers);
        Assert.Equal(("admin", "s3cret-canary"), (headers.GetValue("username"), headers.GetValue("password")));
        Assert.DoesNotContain("canary", output + error, StringComparison.Ordinal);
    }
}
