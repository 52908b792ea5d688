namespace Collector.LoadTest.Readings;

/// <summary>Takes the lines of a page one by one, without their ends. A line is only there during the call.</summary>
internal interface ILineHandler
{
    void OnLine(ReadOnlySpan<byte> line);
}
