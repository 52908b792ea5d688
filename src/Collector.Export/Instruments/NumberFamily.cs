using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;

namespace Collector.Export.Instruments;

/// <summary>A counter, an up-down counter or a gauge, recorded or observed.</summary>
/// <param name="name">The name on its lines.</param>
/// <param name="header">HELP and TYPE.</param>
/// <param name="isObserved">Whether it is asked at each page.</param>
/// <param name="adds">Whether a measurement is an amount to add, or the value itself.</param>
internal sealed class NumberFamily(string name, FamilyHeader header, bool isObserved, bool adds) : InstrumentFamily(name, header, isObserved)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);

    protected override bool HasSeries
    {
        get
        {
            lock (_gate) return _values.Count > 0;
        }
    }

    public override void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var block = BlockOf(tags);
        lock (_gate) _values[block] = adds ? _values.GetValueOrDefault(block) + value : value;
    }

    public override void Forget()
    {
        lock (_gate) _values.Clear();
    }

    protected override void WriteSeries(PageBuffer page)
    {
        lock (_gate)
        {
            foreach (var (block, value) in _values) WriteLine(page, Name, block, value);
        }
    }
}
