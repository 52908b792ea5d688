using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collector.Snmp.Transport.Linux;

/// <summary>An eventfd: any thread sets it, one thread polls and clears it.</summary>
internal sealed class WakeEvent : IDisposable
{
    private readonly SafeFileHandle _event;

    public WakeEvent()
    {
        int descriptor = LibC.CreateEvent(0, LibC.NonBlockingCloseOnExec);
        if (descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        _event = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    public int Descriptor => (int)_event.DangerousGetHandle();

    public void Set()
    {
        try
        {
            LibC.Write(_event, 1, sizeof(ulong)); // fails only when 2^64 - 2 wake-ups are pending
        }
        catch (ObjectDisposedException)
        {
            // Whoever wakes a lane does not know that it has just stopped.
        }
    }

    public void Clear()
    {
        ulong count = 0;
        LibC.Read(_event, ref count, sizeof(ulong));
    }

    public void Dispose() => _event.Dispose();
}
