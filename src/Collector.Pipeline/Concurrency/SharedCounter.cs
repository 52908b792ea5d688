using System.Runtime.InteropServices;

namespace Collector.Pipeline.Concurrency;

/// <summary>A counter that any thread may raise, alone on its cache lines so that writers do not slow each other.</summary>
[StructLayout(LayoutKind.Explicit, Size = 3 * 64)]
public struct SharedCounter
{
    [FieldOffset(64)]
    private long _value;

    public readonly long Value => Volatile.Read(in _value);

    public void Increment() => Interlocked.Increment(ref _value);

    public void Add(long amount) => Interlocked.Add(ref _value, amount);
}
