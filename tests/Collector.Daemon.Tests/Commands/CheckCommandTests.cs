using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;

namespace Collector.Daemon.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string[] Lines) Check(string collectorYml)
    {
        using var output = new StringWriter();
        var path = _folder.Write("collector.yml", collectorYml);
        int exitCode = CheckCommand.Create().Parse(["--config", path]).Invoke(new InvocationConfiguration { Output = output });
        return (exitCode, _folder.Relative(output.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_good_configuration_is_summed_up()
    {
        _folder.Write("t.json", """[{"targets": ["192.0.2.2", "192.0.2.3"]}]""");
        var (exitCode, lines) = Check("targets: { static: [ { targets: [192.0.2.1] } ], files: [t.json] }");

        Assert.Equal(0, exitCode);
        Assert.Matches("^collector.yml: 3 targets, [0-9]+ modules?, [0-9]+ auths?: 0 errors, 0 warnings$", Assert.Single(lines));
    }

    [Fact]
    public void An_error_is_printed_with_its_place_and_the_exit_code_says_so()
    {
        var (exitCode, lines) = Check("lsten: 0.0.0.0:9116");

        Assert.Equal(1, exitCode);
        Assert.Equal("collector.yml:1:1: error: unknown key \"lsten\"; did you mean \"listen\"?", lines[0]);
        Assert.EndsWith(": 1 error, 0 warnings", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_alone_is_not_a_failure()
    {
        var (exitCode, lines) = Check("defaults: { interval: 10s, timeout: 20s }");
        Assert.Equal(0, exitCode);
        Assert.Contains(": warning: ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Target_files_are_checked_as_well()
    {
        _folder.Write("t/a.yml", "- target: [192.0.2.1]");
        _folder.Write("t/b.yml", "- { targets: [192.0.2.1], labels: { __param_module: nothing } }");
        _folder.Write("t/c.yml", "- targets: [192.0.2.2, 192.0.2.2]");

        var (exitCode, lines) = Check("targets: { files: [t/*.yml] }");

        Assert.Equal(1, exitCode);
        Assert.Equal("t/a.yml:1:3: error: unknown key \"target\"; did you mean \"targets\"?", lines[0]);
        Assert.Equal("t/b.yml:1:53: error: there is no module \"nothing\"", lines[1]);
        Assert.StartsWith("t/c.yml:1:24: warning: target \"192.0.2.2\" is already at ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("collector.yml: 2 targets,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void What_all_targets_have_in_common_is_one_problem_and_hides_no_other()
    {
        _folder.Write("t.yml", "- targets: [192.0.2.2]");

        var (_, lines) = Check("""
            defaults: { auth: nobody }
            targets: { static: [ { targets: [192.0.2.1, 192.0.2.1] } ], files: [t.yml] }
            """);

        Assert.Equal("collector.yml:1:19: error: there is no auth \"nobody\"", lines[0]);
        Assert.StartsWith("collector.yml:2:45: error: target \"192.0.2.1\" is already at collector.yml:2:34;", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(": 2 errors, 0 warnings", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--snmp-config")]
    [InlineData("--config.file")]
    public void Files_of_snmp_exporter_are_checked_alone(string option)
    {
        _folder.Write("snmp2.yml", "modules:\n  cpu: { metrics: [], walks: [] }");
        using var output = new StringWriter();
        Assert.Equal(0, CheckCommand.Create().Parse([option, _folder["snmp.yml"]]).Invoke(new InvocationConfiguration { Output = output }));
        Assert.Matches("^snmp.yml: [0-9]+ modules, [0-9]+ auths: 0 errors, 0 warnings\n$", _folder.Relative(output.ToString()));

        Assert.Equal(1, CheckCommand.Create().Parse([option, _folder["snmp*.yml"]]).Invoke(new InvocationConfiguration { Output = output }));
        Assert.Contains("snmp2.yml:2:3: error: module cpu is already at ", _folder.Relative(output.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_module_never_shows_is_a_warning_before_it_is_polled()
    {
        _folder.Write("odd.yml", """
            modules:
              odd:
                walk: [1.3.6.1.4.1.32473.1]
                metrics:
                - { name: whole, oid: 1.3.6.1.4.1.32473.1.1, type: gauge, help: h, indexes: [{ labelname: i, type: gauge }] }
                - { name: part, oid: 1.3.6.1.4.1.32473.1.1.5, type: gauge, help: h, indexes: [{ labelname: i, type: gauge }] }
            """);
        using var output = new StringWriter();

        Assert.Equal(0, CheckCommand.Create().Parse(["--snmp-config", _folder["odd.yml"]]).Invoke(new InvocationConfiguration { Output = output }));

        Assert.Contains("odd.yml:3:5: warning: module odd: 1.3.6.1.4.1.32473.1.1.5 is never used, because 1.3.6.1.4.1.32473.1.1 above it takes its instances", _folder.Relative(output.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_it_says_what_it_needs()
    {
        using var error = new StringWriter();
        Assert.Equal(1, CheckCommand.Create().Parse([]).Invoke(new InvocationConfiguration { Error = error, Output = TextWriter.Null }));
        Assert.Contains("--config", error.ToString(), StringComparison.Ordinal);
    }
}
