using System.Globalization;

namespace Collector.Daemon.Systemd;

/// <summary>Listening sockets that systemd opened and handed over: file descriptors from 3 on, announced in the environment (sd_listen_fds(3)).</summary>
internal static class SystemdSockets
{
    private const int First = 3;
    private const int Most = 64;

    /// <summary>None when they are meant for another process.</summary>
    public static int Count =>
        Number("LISTEN_PID") == Environment.ProcessId && Number("LISTEN_FDS") is > 0 and <= Most and var count ? count : 0;

    public static IEnumerable<ulong> Handles => Enumerable.Range(First, Count).Select(handle => (ulong)handle);

    private static int Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
