using Collector.Export.RemoteWrite.Buffer.Disk.Format;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>What the last run left in a buffer's folder.</summary>
/// <param name="Waiting">What was not acknowledged, as far as it is known before it is read.</param>
/// <param name="EndedInOrder">Nothing was in memory only, or there was no last run.</param>
/// <param name="NewestUnixMs">The time of the newest sample that it wrote; 0 if there is none.</param>
/// <param name="Foreign">Segments of another version: they are left alone.</param>
internal sealed record LastRun(LogPoint Waiting, bool EndedInOrder, long NewestUnixMs, IReadOnlyList<string> Foreign);
