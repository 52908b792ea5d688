using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>A segment that was taken out of the log to make room.</summary>
/// <param name="Segment">Its file is still there.</param>
/// <param name="Offset">Records from here on were not read.</param>
/// <param name="Next">The point of the first of them.</param>
/// <param name="Lost">What was in it and was not read, damaged or not.</param>
internal readonly record struct DetachedSegment(Segment Segment, long Offset, LogPoint Next, LogPoint Lost);
