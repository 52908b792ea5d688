namespace Collector.Daemon.Logging;

/// <summary>How a line of the log looks.</summary>
internal enum LogFormat
{
    /// <summary>For people: time, level, source, message; under systemd with priorities for the journal instead of times.</summary>
    Text,

    /// <summary>key=value, as Prometheus and its exporters write.</summary>
    Logfmt,

    /// <summary>One JSON object a line, with the same keys.</summary>
    Json,
}
