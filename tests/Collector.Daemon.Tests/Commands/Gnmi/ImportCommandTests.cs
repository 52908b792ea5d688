using System.CommandLine;
using Collector.Daemon.Commands.Gnmi;
using Collector.Daemon.Tests.Configuration;

namespace Collector.Daemon.Tests.Commands.Gnmi;

public sealed class ImportCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Output, string Error) Import(string file)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var path = _folder.Write("targets.json", file);
        int exitCode = GnmiCommand.Create().Parse(["import", path]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), _folder.Relative(error.ToString()));
    }

    [Fact]
    public void What_it_writes_is_a_configuration_that_can_be_put_in_force()
    {
        var (exitCode, output, error) = Import("""
            {"request":{"default":{"subscribe":{"subscription":[{"path":{"elem":[{"name":"interfaces"}]},"mode":"SAMPLE","sample_interval":"10000000000"}]}}},
             "target":{"edge1":{"addresses":["192.0.2.1:9339"],"credentials":{"username":"u","password":"p"},"request":"default","meta":{"NoTLSVerify":"yes"}}}}
            """);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("targets.json:2:126: warning: NoTLSVerify becomes skip-verify", error, StringComparison.Ordinal);
        var loaded = _folder.Load(output);
        Assert.Empty(_folder.Messages);
        Assert.Equal("p", loaded.Definitions.Gnmi.Targets["edge1"].Password!.Reveal());
        Assert.Equal(["default"], loaded.StaticTargets.ByInstance["edge1"].Modules);
    }

    [Fact]
    public void After_an_error_nothing_is_written()
    {
        var (exitCode, output, error) = Import("""{"target":{"edge1":{}}}""");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("targets.json:1:12: target edge1 has no request", error, StringComparison.Ordinal);
    }
}
