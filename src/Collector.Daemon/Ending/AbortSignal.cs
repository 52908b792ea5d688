using System.Runtime.InteropServices;

namespace Collector.Daemon.Ending;

/// <summary>Lets SIGABRT end the process, as systemd's watchdog takes for granted. The runtime's own handler lets the first one pass, and the process goes on (dotnet/runtime issue 99495).</summary>
/// <remarks>What the runtime gives up with by itself is not changed: it says why before it aborts.</remarks>
internal static class AbortSignal
{
    private const int Number = 6; // on Linux, macOS and the BSDs alike
    private const nint DefaultAction = 0;

    public static void EndsTheProcess()
    {
        if (!OperatingSystem.IsWindows()) _ = Signal(Number, DefaultAction);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int number, nint action);
}
