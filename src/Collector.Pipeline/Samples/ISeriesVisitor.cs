namespace Collector.Pipeline.Samples;

/// <summary>Takes the series of one column, row by row: what an exporter is to the store.</summary>
/// <remarks>Implementations are structs, so that a column's loop is compiled for each exporter. Rows come in ascending order.</remarks>
public interface ISeriesVisitor
{
    /// <summary>A series with the row's labels and an integer value; all 64 bits count.</summary>
    void Unsigned(int row, ulong value);

    /// <summary>A series with the row's labels and an integer value that may be negative; all 64 bits count.</summary>
    void Signed(int row, long value);

    /// <summary>A series with the row's labels.</summary>
    void Double(int row, double value);

    /// <summary>A series with the row's labels and one more.</summary>
    /// <param name="row">The row's slot.</param>
    /// <param name="labelName">UTF-8, a valid label name.</param>
    /// <param name="labelValue">UTF-8, escaped as the text format wants it.</param>
    /// <param name="value">The sample's value.</param>
    void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value);
}
