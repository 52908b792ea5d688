using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Collector.Daemon.Logging;

/// <summary><c>{"time":"…","level":"INFO","source":"…","msg":"…","target":"…"}</c>, one line an entry.</summary>
internal sealed class JsonFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-line"; // the platform's own is called json

    // The log is no web page: device names stay readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = LogLine.Of(logEntry, time);
        var fields = new Dictionary<string, string> { ["time"] = line.Time, ["level"] = line.Level, ["source"] = line.Source, ["msg"] = line.Message };
        foreach (var (name, value) in line.Values) fields.TryAdd(name, value);
        if (line.Error is { } error) fields.Add("err", error);
        textWriter.Write(JsonSerializer.Serialize(fields, Readable));
        textWriter.Write('\n');
    }
}
