using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>Where the sender reads next, as it was at one moment.</summary>
/// <param name="Segment">The oldest segment; null if there is none.</param>
/// <param name="Offset">Where in it.</param>
/// <param name="Limit">Where its records end so far.</param>
/// <param name="Next">The point of the record that should be there.</param>
/// <param name="End">The point where the segment ends so far.</param>
/// <param name="Generation">Changes when the oldest segment is taken away, and the place with it.</param>
internal readonly record struct ReadingPlace(Segment? Segment, long Offset, long Limit, LogPoint Next, LogPoint End, int Generation);
