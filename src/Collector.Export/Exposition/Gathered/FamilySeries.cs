using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Gathered;

/// <summary>The series of one family of one page, collected and put in order before they are written.</summary>
/// <remarks>One page at a time. Keeps its room from family to family and from page to page, unless a large device made it huge.</remarks>
internal sealed class FamilySeries(RowRanks ranks) : IComparer<int>
{
    private const int KeptSeries = 4096;
    private const int KeptText = 64 * 1024;

    private readonly List<IReadOnlyList<RowLabels>> _labels = []; // of each column's table
    private GatheredSeries[] _series = new GatheredSeries[128];
    private int[] _order = new int[128];
    private int[] _byRank = [];
    private byte[] _text = new byte[1024];
    private int _textLength;
    private int _nameStart;
    private int _nameLength;
    private int _names;
    private bool _ranksDecide;

    public int Count { get; private set; }

    /// <summary>A series, by its place in the order.</summary>
    public ref readonly GatheredSeries this[int index] => ref _series[_order[index]];

    /// <summary>Collects a family's series and sorts them.</summary>
    public void Take(GatheredFamily family, IReadOnlyList<GatheredModule> modules)
    {
        Clear();
        foreach (var column in family.Columns)
        {
            var table = modules[column.Schema].Snapshot!.Tables[column.Table];
            _labels.Add(table.RowLabels);
            var collector = new SeriesCollector(this, _labels.Count - 1, ranks.Of(table));
            column.Column.Visit(table.Slice(column.Index), ref collector);
        }

        if (_order.Length < Count) _order = new int[_series.Length];
        if (_labels.Count == 1 && _names == 0) OrderByRank();
        else Sort();
    }

    /// <summary>Whether two neighbours in the order are the same series.</summary>
    public bool HasDuplicate()
    {
        for (var i = 1; i < Count; i++)
        {
            if (LabelOrder.AreEqual(Labels(this[i - 1]), Labels(this[i]))) return true;
        }

        return false;
    }

    /// <summary>The labels of a series, in the order of their names.</summary>
    public LabelReader Labels(in GatheredSeries series) => new(Block(series), ExtraName(series), ExtraValue(series));

    /// <summary>The labels of its row.</summary>
    public ReadOnlySpan<byte> Block(in GatheredSeries series)
    {
        var chunks = _labels[series.Column];
        var chunk = series.Row / RowLabels.Rows;
        return chunk < chunks.Count ? chunks[chunk].Block(series.Row % RowLabels.Rows) : default;
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        _labels.Clear();
        (Count, _textLength, _nameStart, _nameLength, _names) = (0, 0, 0, 0, 0);
        if (_series.Length > KeptSeries) _series = new GatheredSeries[KeptSeries];
        if (_order.Length > KeptSeries) _order = new int[KeptSeries];
        if (_byRank.Length > KeptSeries) _byRank = [];
        if (_text.Length > KeptText) _text = new byte[KeptText];
    }

    public ref GatheredSeries Add()
    {
        if (Count == _series.Length) Array.Resize(ref _series, 2 * Count);
        return ref _series[Count++];
    }

    public int Keep(ReadOnlySpan<byte> text)
    {
        if (_text.Length - _textLength < text.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _textLength + text.Length));
        text.CopyTo(_text.AsSpan(_textLength));
        _textLength += text.Length;
        return _textLength - text.Length;
    }

    /// <summary>As <see cref="Keep"/>, but a name that comes again is kept once.</summary>
    public int KeepName(ReadOnlySpan<byte> name)
    {
        if (_names > 0 && name.SequenceEqual(_text.AsSpan(_nameStart, _nameLength))) return _nameStart;
        _names++;
        (_nameStart, _nameLength) = (Keep(name), name.Length);
        return _nameStart;
    }

    int IComparer<int>.Compare(int x, int y)
    {
        ref readonly var left = ref _series[x];
        ref readonly var right = ref _series[y];
        if (!_ranksDecide) return LabelOrder.Compare(Labels(left), Labels(right));
        return left.Rank != right.Rank ? left.Rank - right.Rank : LabelOrder.CompareValues(ExtraValue(left), ExtraValue(right));
    }

    /// <summary>One column without labels of its own: the order of its table's rows is known.</summary>
    private void OrderByRank()
    {
        var places = 0;
        for (var i = 0; i < Count; i++) places = Math.Max(places, _series[i].Rank + 1);
        if (_byRank.Length < places) _byRank = new int[places];
        Array.Clear(_byRank, 0, places);
        for (var i = 0; i < Count; i++) _byRank[_series[i].Rank] = i + 1;
        var next = 0;
        for (var place = 0; place < places; place++)
        {
            if (_byRank[place] > 0) _order[next++] = _byRank[place] - 1;
        }
    }

    private void Sort()
    {
        _ranksDecide = _labels.Count == 1 && _names == 1 && IsLastLabel(_text.AsSpan(_nameStart, _nameLength));
        for (var i = 0; i < Count; i++) _order[i] = i;
        _order.AsSpan(0, Count).Sort(this);
    }

    /// <summary>Whether a column's label comes after those of the rows, so that the order of the rows decides before it.</summary>
    private bool IsLastLabel(ReadOnlySpan<byte> name)
    {
        var labels = new LabelReader(Block(_series[0]), default, default);
        while (labels.Read())
        {
            if (labels.Name.SequenceCompareTo(name) > 0) return false;
        }

        return true;
    }

    private ReadOnlySpan<byte> ExtraName(in GatheredSeries series) => _text.AsSpan(series.NameStart, series.NameLength);

    private ReadOnlySpan<byte> ExtraValue(in GatheredSeries series) => _text.AsSpan(series.ValueStart, series.ValueLength);
}
