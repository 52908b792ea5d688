using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Diagnostics;

/// <summary>A counter for each member of an enum, shown as one metric with a label; every member is there from the start, at 0.</summary>
/// <remarks>Any thread. Members are numbered from 0 without gaps.</remarks>
public sealed class EnumCounter<TEnum>
    where TEnum : struct, Enum
{
    private readonly SharedCounter[] _counts = new SharedCounter[EnumLabels<TEnum>.All.Count];
    private readonly KeyValuePair<string, object?>[][] _tags;

    /// <param name="meter">The collector's meter.</param>
    /// <param name="name">As <see cref="CollectorMeter"/> says, without <c>_total</c>.</param>
    /// <param name="label">The label's name.</param>
    /// <param name="description">A sentence.</param>
    public EnumCounter(Meter meter, string name, string label, string description)
    {
        _tags = [.. EnumLabels<TEnum>.All.Select(value => new[] { KeyValuePair.Create(label, (object?)value) })];
        meter.CreateObservableCounter(name, Measure, unit: null, description);
    }

    public long this[TEnum member] => _counts[Index(member)].Value;

    public void Increment(TEnum member) => _counts[Index(member)].Increment();

    // Without boxing: the size is a constant to the JIT, which keeps one of the branches.
    private static int Index(TEnum member) => Unsafe.SizeOf<TEnum>() == sizeof(byte) ? Unsafe.BitCast<TEnum, byte>(member) : Unsafe.BitCast<TEnum, int>(member);

    private IEnumerable<Measurement<long>> Measure() => _tags.Select((tags, index) => new Measurement<long>(_counts[index].Value, tags));
}
