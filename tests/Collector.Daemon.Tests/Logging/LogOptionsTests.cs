using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Logging;
using Collector.Daemon.Tests.Configuration;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Logging;

public sealed class LogOptionsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_section_has_level_format_and_limits_and_flags_go_before_it()
    {
        var written = _folder.Load("log: { level: warn, format: json, lines_per_minute: 5, repeats_per_minute: 0 }").Options.Log;
        Assert.Empty(_folder.Messages);
        Assert.Equal(new LogSettings(LogLevel.Warning, LogFormat.Json) { LinesPerMinute = 5, RepeatsPerMinute = 0 }, Read(written));
        Assert.Equal(new LogSettings(LogLevel.Debug, LogFormat.Logfmt) { LinesPerMinute = 5, RepeatsPerMinute = 0 }, Read(written, "--log.level", "debug", "--log.format", "logfmt"));
        Assert.Equal(new LogSettings(), Read(new LogOptions()));
    }

    [Theory]
    [InlineData("log: { level: loud }", "level")]
    [InlineData("log: { format: xml }", "format")]
    [InlineData("log: { lines_per_minute: -1 }", "lines_per_minute")]
    [InlineData("log: { file: x }", "unknown key \"file\"")]
    public void What_makes_no_sense_is_said(string yaml, string said)
    {
        _folder.Load(yaml);
        Assert.Contains(said, Assert.Single(_folder.Messages), StringComparison.Ordinal);
    }

    private static LogSettings Read(LogOptions written, params string[] arguments)
    {
        var flags = new LogFlags();
        var command = new RootCommand();
        foreach (var option in flags.Options) command.Options.Add(option);
        return flags.Read(command.Parse(arguments), written, LogFormat.Text);
    }
}
