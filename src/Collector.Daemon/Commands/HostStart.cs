using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Collector.Daemon.Commands;

/// <summary>Starts the host; what a user can put right is a message, not a stack trace.</summary>
internal static class HostStart
{
    public static async Task<bool> TryStartAsync(WebApplication host, InvocationConfiguration console, CancellationToken cancelled)
    {
        try
        {
            await host.StartAsync(cancelled);
            return true;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await console.Error.WriteLineAsync($"Cannot start: {error.Message}");
            if (error.InnerException is { } cause && cause.Message != error.Message) await console.Error.WriteLineAsync($"  {cause.Message}");
            return false;
        }
    }
}
