using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Collector.Daemon.Reloading;

/// <summary>Takes SIGHUP from now on, so that it never ends the process; one that comes during the start, or during a reload, asks for another reload afterwards.</summary>
internal sealed class HangupSignal : IDisposable
{
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration _registration;

    public HangupSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        _asked.Writer.TryWrite(true);
    });

    /// <summary>An item when a reload was asked for since the last one was taken.</summary>
    public ChannelReader<bool> Asked => _asked.Reader;

    public void Dispose() => _registration.Dispose();
}
