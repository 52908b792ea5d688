using System.Runtime.InteropServices;

namespace Collector.Benchmarks.Gate;

/// <summary>How long the calling thread has been on a core: time that it had to wait for one does not count, so a loaded machine hardly matters.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID, clock_gettime(2)

    /// <summary>In nanoseconds. Elsewhere than on Linux it is the time of day's.</summary>
    public static long Now
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return TimeProvider.System.GetTimestamp() * (1_000_000_000 / TimeProvider.System.TimestampFrequency);
            _ = ReadClock(ThreadCpuTime, out var time); // fails only for clocks that there are not
            return time.Seconds * 1_000_000_000 + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
