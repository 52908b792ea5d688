namespace Collector.Export.RemoteWrite.Requests;

/// <summary>One row of a live table: its series, and its newest values.</summary>
internal sealed class LiveRow(RowSeries series)
{
    private LiveCell[] _cells = [];

    public RowSeries Series { get; set; } = series;

    public int Columns => _cells.Length;

    public ref LiveCell this[int column] => ref _cells[column];

    public void Widen(int columns)
    {
        if (_cells.Length < columns) Array.Resize(ref _cells, columns);
        Series.Widen(columns);
    }
}
