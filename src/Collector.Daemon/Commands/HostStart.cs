using System.CommandLine;
using System.Net.Sockets;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Microsoft.AspNetCore.Builder;

namespace Collector.Daemon.Commands;

/// <summary>Starts the host; what a user can put right is a message, not a stack trace.</summary>
internal static class HostStart
{
    /// <summary>Keeps every other collector out of the data_dir until the result is disposed.</summary>
    /// <param name="path">The data_dir; null if there is none.</param>
    /// <param name="console">Is told why not.</param>
    /// <param name="folder">Null if there is none.</param>
    public static bool TryTakeFolder(string? path, InvocationConfiguration console, out FolderLock? folder)
    {
        folder = null;
        if (path is null) return true;
        try
        {
            folder = FolderLock.Take(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"Cannot start: data_dir: {error.Message}");
            return false;
        }
    }

    public static async Task<bool> TryStartAsync(WebApplication host, InvocationConfiguration console, CancellationToken cancelled)
    {
        try
        {
            await host.StartAsync(cancelled);
            return true;
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"Cannot start: {error.Message}");
            if (error.InnerException is { } cause && cause.Message != error.Message) await console.Error.WriteLineAsync($"  {cause.Message}");
            await host.StopAsync(CancellationToken.None); // what had been started would call its end a failure
            return false;
        }
    }
}
