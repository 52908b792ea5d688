namespace Collector.Daemon.Systemd;

/// <summary>Whether standard error is systemd's journal, by the socket that it announces (JOURNAL_STREAM, systemd.exec(5)): looking at the parent process does not tell where /proc is hidden from a service.</summary>
internal static class JournalStream
{
    public static bool IsStandardError => Is(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), new FileInfo("/proc/self/fd/2").LinkTarget);

    /// <param name="announced">Device and inode, as <c>8:1234</c>. Programs that a service starts inherit it.</param>
    /// <param name="stream">What the stream is, as Linux shows it: <c>socket:[1234]</c>.</param>
    internal static bool Is(string? announced, string? stream) => announced?.Split(':') is [_, var inode] && stream == $"socket:[{inode}]";
}
