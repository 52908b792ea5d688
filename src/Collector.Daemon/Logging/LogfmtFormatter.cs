using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Collector.Daemon.Logging;

/// <summary><c>time=… level=INFO source=… msg="…"</c>, one line an entry.</summary>
internal sealed class LogfmtFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "logfmt";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = LogLine.Of(logEntry, time);
        textWriter.Write($"time={line.Time} level={line.Level} source=");
        WriteValue(line.Source, textWriter);
        textWriter.Write(" msg=");
        WriteValue(line.Message, textWriter);
        foreach (var (name, value) in line.Values)
        {
            textWriter.Write($" {name}=");
            WriteValue(value, textWriter);
        }

        if (line.Error is { } error)
        {
            textWriter.Write(" err=");
            WriteValue(error, textWriter);
        }

        textWriter.Write('\n');
    }

    /// <summary>Quoted where a reader would otherwise not see its end.</summary>
    internal static void WriteValue(string value, TextWriter to)
    {
        if (value.Length > 0 && !value.Any(NeedsQuotes))
        {
            to.Write(value);
            return;
        }

        to.Write('"');
        foreach (var letter in value) WriteEscaped(letter, to);
        to.Write('"');
    }

    private static bool NeedsQuotes(char letter) => letter is ' ' or '=' or '"' or '\\' || char.IsControl(letter);

    private static void WriteEscaped(char letter, TextWriter to)
    {
        switch (letter)
        {
            case '"' or '\\': to.Write($"\\{letter}"); break;
            case '\n': to.Write("\\n"); break;
            case '\r': to.Write("\\r"); break;
            case '\t': to.Write("\\t"); break;
            case var control when char.IsControl(control): to.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}")); break;
            default: to.Write(letter); break;
        }
    }
}
