using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The series of up to 64 rows of a table, taken from its columns so that they can be sent row by row.</summary>
/// <remarks>
/// One thread; keeps its buffers. Series of one row share most of their labels, and so compress best beside each other; and a row is then never in two requests.
/// </remarks>
internal sealed class RowStage
{
    private const int Rows = RowLabels.Rows;

    private readonly int[] _firstOfRow = new int[Rows]; // place of a row's first labelled series + 1
    private readonly int[] _lastOfRow = new int[Rows];
    private readonly int[] _labelledOfRow = new int[Rows];
    private readonly List<Labelled> _labelled = [];
    private ulong[] _values = [];
    private ulong[] _present = [];
    private byte[] _text = new byte[1024];
    private int _textLength;
    private int _columns;

    /// <summary>Forgets everything.</summary>
    public void Begin(int columns)
    {
        _columns = columns;
        if (_present.Length < columns) (_values, _present) = (new ulong[columns * Rows], new ulong[columns]);
        Array.Clear(_present);
        Array.Clear(_firstOfRow);
        Array.Clear(_labelledOfRow);
        _labelled.Clear();
        _textLength = 0;
    }

    /// <summary>Takes 64 rows of a table.</summary>
    public void Load(TableSnapshot table, int chunk)
    {
        Begin(table.Schema.Columns.Count);
        var first = chunk * Rows;
        var rows = Math.Min(Rows, table.RowCapacity - first);
        for (var column = 0; column < _columns; column++)
        {
            var whole = table.Slice(column);
            if (whole.Presence[chunk] == 0) continue;
            var visitor = new Visitor(this, column);
            table.Schema.Columns[column].Visit(new ColumnSlice(whole.Cells.Slice(first, rows), whole.Presence.Slice(chunk, 1), whole.Text), ref visitor);
        }
    }

    /// <summary>Takes one cell, as the first row's.</summary>
    public void Load(Column column, int place, int columns, ulong cell, ReadOnlySpan<byte> text)
    {
        Begin(columns);
        var visitor = new Visitor(this, place);
        column.Visit(new ColumnSlice([cell], [1UL], text), ref visitor);
    }

    /// <summary>Whether a row has a series of a column that has no labels but the row's.</summary>
    public bool Has(int column, int row) => (_present[column] >> row & 1) != 0;

    /// <summary>Series of a row.</summary>
    public int CountOf(int row)
    {
        var count = _labelledOfRow[row];
        for (var column = 0; column < _columns; column++) count += Has(column, row) ? 1 : 0;
        return count;
    }

    /// <summary>The bits of its value.</summary>
    public ulong ValueOf(int column, int row) => _values[column * Rows + row];

    /// <summary>Series of a row that its columns give one more label.</summary>
    public int LabelledOf(int row) => _labelledOfRow[row];

    /// <summary>The place of a row's first series with one more label, or -1.</summary>
    public int FirstLabelled(int row) => _firstOfRow[row] - 1;

    public int NextLabelled(int place) => _labelled[place].Next - 1;

    public int ColumnOf(int place) => _labelled[place].Column;

    public ulong ValueOf(int place) => _labelled[place].Bits;

    public ReadOnlySpan<byte> NameOf(int place) => _text.AsSpan(_labelled[place].Start, _labelled[place].NameLength);

    /// <summary>The added label's value, unescaped.</summary>
    public ReadOnlySpan<byte> LabelOf(int place) => _text.AsSpan(_labelled[place].Start + _labelled[place].NameLength, _labelled[place].ValueLength);

    /// <summary>Takes one value.</summary>
    public void Set(int column, int row, double value)
    {
        _values[column * Rows + row] = RequestWriter.BitsOf(value);
        _present[column] |= 1UL << row;
    }

    private void AddLabelled(int column, int row, ReadOnlySpan<byte> name, ReadOnlySpan<byte> escaped, double value)
    {
        if (escaped.IsEmpty)
        {
            Set(column, row, value); // a label without a value is none
            return;
        }

        if (_text.Length - _textLength < name.Length + escaped.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _textLength + name.Length + escaped.Length));
        name.CopyTo(_text.AsSpan(_textLength));
        var length = EscapedText.Unescape(escaped, _text.AsSpan(_textLength + name.Length));
        var place = _labelled.Count;
        _labelled.Add(new Labelled(column, _textLength, name.Length, length, RequestWriter.BitsOf(value), Next: 0));
        if (_firstOfRow[row] == 0) _firstOfRow[row] = place + 1;
        else _labelled[_lastOfRow[row]] = _labelled[_lastOfRow[row]] with { Next = place + 1 };
        _lastOfRow[row] = place;
        _labelledOfRow[row]++;
        _textLength += name.Length + length;
    }

    private readonly record struct Labelled(int Column, int Start, int NameLength, int ValueLength, ulong Bits, int Next);

    private readonly struct Visitor(RowStage stage, int column) : ISeriesVisitor
    {
        public void Unsigned(int row, ulong value) => stage.Set(column, row, value);

        public void Signed(int row, long value) => stage.Set(column, row, value);

        public void Double(int row, double value) => stage.Set(column, row, value);

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value) => stage.AddLabelled(column, row, labelName, labelValue, value);
    }
}
