using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>What the disk refused, operation by operation: counted each time, said when it begins and when it is over.</summary>
/// <remarks>Any thread.</remarks>
internal sealed partial class DiskHealth(string path, ILogger logger)
{
    private readonly SharedCounter[] _failures = new SharedCounter[Enum.GetValues<DiskOperation>().Length];
    private readonly bool[] _isFailing = new bool[Enum.GetValues<DiskOperation>().Length];
    private readonly Lock _changing = new(); // _isFailing

    public long Failures(DiskOperation operation) => _failures[(int)operation].Value;

    public bool IsFailing(DiskOperation operation)
    {
        lock (_changing) return _isFailing[(int)operation];
    }

    /// <summary>Whether an exception is the file system's.</summary>
    public static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether there is no room: the one failure that dropping old segments can end.</summary>
    public static bool IsFull(Exception exception) => (exception.HResult & 0xFFFF) is 28 or 122 or 112; // ENOSPC, EDQUOT, ERROR_DISK_FULL

    public void Failed(DiskOperation operation, Exception exception)
    {
        _failures[(int)operation].Increment();
        if (Change(operation, isFailing: true)) LogFailed(logger, operation, path, exception.Message);
    }

    public void Worked(DiskOperation operation)
    {
        if (Change(operation, isFailing: false)) LogWorked(logger, operation, path);
    }

    private bool Change(DiskOperation operation, bool isFailing)
    {
        lock (_changing)
        {
            if (_isFailing[(int)operation] == isFailing) return false;
            _isFailing[(int)operation] = isFailing;
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Remote write: the buffer {Path} fails ({Operation}): {Reason}")]
    private static partial void LogFailed(ILogger logger, DiskOperation operation, string path, string reason);

    [LoggerMessage(LogLevel.Information, "Remote write: the buffer {Path} works again ({Operation})")]
    private static partial void LogWorked(ILogger logger, DiskOperation operation, string path);
}
