namespace Collector.Pipeline.Store.Live;

/// <summary>One thing that a stream did to a live table.</summary>
/// <param name="Kind">What.</param>
/// <param name="Table">The table's place in the schema.</param>
/// <param name="Column">The column's place in the table.</param>
/// <param name="Row">The row's slot.</param>
/// <param name="Cell">The cell that was set; of labels whether there is a row, 1 or 0.</param>
/// <param name="TimeNs">The device's time of it, in Unix nanoseconds.</param>
/// <param name="Content">Of a text that was set, or the row's labels: never changed.</param>
public readonly record struct LiveUpdate(LiveUpdateKind Kind, int Table, int Column, int Row, ulong Cell, long TimeNs, byte[]? Content);
