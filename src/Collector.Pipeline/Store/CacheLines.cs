using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Collector.Pipeline.Store;

/// <summary>Asks the processor for memory that is read in a moment, where it knows how to be asked: it arrives while other work is done.</summary>
/// <remarks>Who goes through a million series touches each target's memory once for each family, and nothing of it is in a cache any more. Nothing is read, so nothing can go wrong.</remarks>
public static unsafe class CacheLines
{
    private const int Line = 64;

    /// <summary>The memory of a few elements of an array; which of them exist does not matter.</summary>
    /// <param name="array">The array itself need not be in a cache.</param>
    /// <param name="first">The first element.</param>
    /// <param name="count">How many.</param>
    public static void Prefetch<T>(T[] array, int first, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), first));
        for (var end = at + (count * (long)sizeof(T)); at < end; at += Line) Sse.Prefetch0(at);
    }

    /// <summary>The beginning of an object.</summary>
    public static void Prefetch(object thing)
    {
        if (Sse.IsSupported) Sse.Prefetch0(*(void**)Unsafe.AsPointer(ref thing));
    }
}
