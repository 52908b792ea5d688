using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Linux;

/// <summary>The Linux calls and structures that the BCL does not offer, as 64-bit little-endian machines (x64, arm64) lay them out.</summary>
/// <remarks>Sockets are passed as safe handles, so that a call in flight keeps its descriptor open.</remarks>
internal static unsafe partial class LibC
{
    public const int DontWait = 0x40;            // MSG_DONTWAIT
    public const int ErrorQueue = 0x2000;        // MSG_ERRQUEUE
    public const int TruncatedFlag = 0x20;       // MSG_TRUNC

    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollError = 8;

    public const int NonBlockingCloseOnExec = 0x80000 | 0x800; // EFD_CLOEXEC | EFD_NONBLOCK

    public static bool IsSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMessages(SafeSocketHandle socket, Message* messages, uint count, int flags, nint noTimeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMessages(SafeSocketHandle socket, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(Span<PollEntry> entries, nuint count, in Timespec atMost, nint noSignalMask);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, ref ulong value, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, in ulong value, nuint length);

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary><c>struct mmsghdr</c>, a <c>struct msghdr</c> and the octets moved. The gaps are the C compiler's padding.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct Message
    {
        [FieldOffset(0)] public byte* Name;
        [FieldOffset(8)] public uint NameLength;
        [FieldOffset(16)] public Buffer* Buffers;
        [FieldOffset(24)] public nuint BufferCount;
        [FieldOffset(32)] public byte* Control;
        [FieldOffset(40)] public nuint ControlLength;
        [FieldOffset(48)] public int Flags;
        [FieldOffset(56)] public uint Moved;
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    /// <summary><c>struct timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Timespec(TimeSpan time)
    {
        public readonly long Seconds = time.Ticks / TimeSpan.TicksPerSecond;
        public readonly long Nanoseconds = time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
    }
}
