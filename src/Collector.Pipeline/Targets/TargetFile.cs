using System.Security.Cryptography;
using Collector.Pipeline.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Collector.Pipeline.Targets;

/// <summary>One file with target groups: notices when it changed, and keeps its last good groups while it is broken.</summary>
/// <remarks>
/// One thread at a time. A change counts once two looks in a row see the same file, so that a file which is written in place, or deleted and
/// created anew, does not lose its targets for a moment.
/// </remarks>
internal sealed class TargetFile(string path)
{
    /// <summary>A file that changes between any two looks is read all the same after this many.</summary>
    private const int MostUnsettledLooks = 20;

    /// <summary>A hundred bytes a target make this two million targets.</summary>
    private const int MostBytes = 200 << 20;

    private FileStamp _seen = FileStamp.Never;
    private FileStamp _read = FileStamp.Never;
    private int _unsettledLooks;
    private byte[] _hash = [];
    private string? _unreadable; // why, while the file cannot be opened or read
    private bool _isWrong;       // its content, as last read

    public string Path { get; } = path;

    /// <summary>Who named it, for messages.</summary>
    public NamedFile NamedBy { get; set; } = NamedFile.Alone(path);

    public IReadOnlyList<TargetGroup> Groups { get; private set; } = [];

    /// <summary>The groups are not those of the file as it is now.</summary>
    public bool IsBroken => _unreadable is not null || _isWrong;

    public bool IsGone => _read == FileStamp.Gone;

    /// <summary>Looks at the file and reads it if it changed.</summary>
    /// <param name="thorough">Reads it even if length and time are as before; equal content is still no change.</param>
    /// <param name="fresh">Gets what is wrong with the file, once for each content.</param>
    public SourceNews Look(bool thorough, ConfigurationProblems fresh)
    {
        try
        {
            using var file = File.OpenHandle(Path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
            return Look(file, FileStamp.Of(file), thorough, fresh);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Look(file: null, FileStamp.Gone, thorough: false, fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_unreadable != e.Message) fresh.Error(NamedBy.Position, NamedBy.Said(FileTrouble.Of(Path, e)));
            _unreadable = e.Message;
            return SourceNews.None;
        }
    }

    private SourceNews Look(SafeFileHandle? file, FileStamp stamp, bool thorough, ConfigurationProblems fresh)
    {
        if (stamp == _read && !thorough && _unreadable is null) return SourceNews.None;
        if (!HasSettled(stamp)) return SourceNews.Unsettled;
        var news = file is null ? Empty() : Read(file, stamp.Length, fresh);
        (_read, _unreadable) = (stamp, null);
        return news;
    }

    private bool HasSettled(FileStamp stamp)
    {
        bool same = stamp == _seen;
        bool first = _seen == FileStamp.Never; // nothing to lose yet
        _seen = stamp;
        if (same || first || ++_unsettledLooks >= MostUnsettledLooks)
        {
            _unsettledLooks = 0;
            return true;
        }
        return false;
    }

    private SourceNews Read(SafeFileHandle file, long length, ConfigurationProblems fresh)
    {
        if (length > MostBytes) throw new IOException($"is longer than {MostBytes} bytes");
        byte[] content = new byte[length];
        int read = 0;
        while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is > 0 and var octets) read += octets;
        byte[] hash = SHA256.HashData(content.AsSpan(0, read));
        if (hash.AsSpan().SequenceEqual(_hash)) return SourceNews.None;
        _hash = hash;
        return Parse(content[..read], fresh);
    }

    private SourceNews Parse(byte[] content, ConfigurationProblems fresh)
    {
        var problems = new ConfigurationProblems();
        var groups = TargetGroupReader.ReadFile(content, Path, problems);
        foreach (var problem in problems) fresh.Add(problem);
        _isWrong = problems.HasErrors;
        if (_isWrong) return SourceNews.None;
        Groups = groups;
        return SourceNews.Changed;
    }

    private SourceNews Empty()
    {
        bool had = Groups.Count > 0;
        (Groups, _hash, _isWrong) = ([], [], false);
        return had ? SourceNews.Changed : SourceNews.None;
    }
}
