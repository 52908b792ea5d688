namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The largest values of a group: a heap with the smallest of them on top.</summary>
internal sealed class TopValues(int most)
{
    private static readonly Comparison<TopValue> Largest = static (one, other) => other.Value.CompareTo(one.Value);

    private readonly TopValue[] _heap = new TopValue[most];
    private int _count;

    public void Offer(in TopValue value)
    {
        if (_count < _heap.Length)
        {
            _heap[_count] = value;
            Rise(_count++);
        }
        else if (value.Value > _heap[0].Value)
        {
            _heap[0] = value;
            Sink();
        }
    }

    /// <summary>The values, the largest first. Nothing can be offered any more until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<TopValue> Sorted()
    {
        var values = _heap.AsSpan(0, _count);
        values.Sort(Largest);
        return values;
    }

    /// <summary>Lets go of all values.</summary>
    public void Clear()
    {
        Array.Clear(_heap, 0, _count);
        _count = 0;
    }

    private void Rise(int place)
    {
        for (var above = (place - 1) / 2; place > 0 && _heap[place].Value < _heap[above].Value; place = above, above = (place - 1) / 2)
            (_heap[place], _heap[above]) = (_heap[above], _heap[place]);
    }

    private void Sink()
    {
        var place = 0;
        while (2 * place + 1 < _count)
        {
            var below = 2 * place + 1;
            if (below + 1 < _count && _heap[below + 1].Value < _heap[below].Value) below++;
            if (_heap[place].Value <= _heap[below].Value) return;
            (_heap[place], _heap[below]) = (_heap[below], _heap[place]);
            place = below;
        }
    }
}
