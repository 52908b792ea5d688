using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Prints what a target sends.</summary>
/// <remarks>One message at a time; each is written in one piece.</remarks>
internal abstract class ResponseWriter
{
    public static ResponseWriter For(string format, TextWriter output) => format == FormatFlag.Json ? new JsonResponseWriter(output) : new ReadableWriter(output);

    /// <summary>A subscription without bounds may end when everything that was there at the beginning has come.</summary>
    public virtual bool IsEnoughAtSync => false;

    public abstract Task WriteAsync(Notification notification);

    /// <summary>Everything that was there at the beginning has been sent.</summary>
    public abstract Task WriteSyncAsync();

    /// <summary>The call is over, however it ended.</summary>
    public virtual Task EndAsync() => Task.CompletedTask;
}
