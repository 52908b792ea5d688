using System.Text.Json;
using Collector.Daemon.Logging;
using Collector.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Logging;

/// <summary>The two formats that machines read.</summary>
public sealed class LogFormatTests
{
    private static readonly LogEntry<string> Entry = new(LogLevel.Warning, "Collector.Daemon.Reloading.ConfigurationReload", 1, "say", null, (state, _) => state + " \"a=b\"\n\u0007");

    [Fact]
    public void Logfmt_is_one_line_with_quotes_where_they_are_needed()
    {
        using var text = new StringWriter();
        new LogfmtFormatter(new ManualTime()).Write(Entry, null, text);
        Assert.Equal("time=2026-01-01T00:00:00.000Z level=WARN source=ConfigurationReload msg=\"say \\\"a=b\\\"\\n\\u0007\"\n", text.ToString());
    }

    [Fact]
    public void Logfmt_has_the_error_behind_the_message()
    {
        using var text = new StringWriter();
        new LogfmtFormatter(new ManualTime()).Write(new LogEntry<string>(LogLevel.Critical, "A", 1, "failed", new InvalidOperationException("x y"), (state, _) => state), null, text);
        Assert.Equal("time=2026-01-01T00:00:00.000Z level=ERROR source=A msg=failed err=\"System.InvalidOperationException: x y\"\n", text.ToString());
    }

    [Fact]
    public void Json_is_one_object_a_line()
    {
        using var text = new StringWriter();
        new JsonFormatter(new ManualTime()).Write(Entry, null, text);
        Assert.EndsWith("}\n", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, text.ToString().Count(letter => letter == '\n'));
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text.ToString())!;
        Assert.Equal(["time", "level", "source", "msg"], fields.Keys);
        Assert.Equal(("WARN", "say \"a=b\"\n\u0007"), (fields["level"], fields["msg"]));
    }

    [Fact]
    public void The_values_of_a_message_are_keys_of_their_own()
    {
        KeyValuePair<string, object?>[] values = [new("Target", "edge 1"), new("MaxRows", 3), new("Level", "x"), new("{OriginalFormat}", "{Target} has {MaxRows} rows, {Level}")];
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "A", 1, values, null, (_, _) => "edge 1 has 3 rows, x");
        using var json = new StringWriter();
        using var logfmt = new StringWriter();
        new JsonFormatter(new ManualTime()).Write(entry, null, json);
        new LogfmtFormatter(new ManualTime()).Write(entry, null, logfmt);
        Assert.EndsWith("\"target\":\"edge 1\",\"max_rows\":\"3\",\"level_\":\"x\"}\n", json.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" target=\"edge 1\" max_rows=3 level_=x\n", logfmt.ToString(), StringComparison.Ordinal);
    }
}
