using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets;

/// <summary>Groups of all files that match the configured patterns: Prometheus' <c>file_sd</c>.</summary>
/// <remarks>One thread at a time looks; any thread may read the counter. Files in the order of their patterns, then by path.</remarks>
internal sealed partial class FileTargets(ILogger logger) : ITargetSource
{
    private const int MostLogged = 20; // of the problems of one look

    private readonly Dictionary<string, TargetFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unlisted = new(StringComparer.Ordinal); // folders already told of
    private TargetFile[] _inOrder = [];
    private SharedCounter _failures;

    public IReadOnlyList<TargetGroup> Groups { get; private set; } = [];

    public int Files => _inOrder.Length;

    public int BrokenFiles => _inOrder.Count(file => file.IsBroken);

    /// <summary>Contents that could not be used, each counted once.</summary>
    public long Failures => _failures.Value;

    public SourceNews Look(TargetSettings settings, bool thorough)
    {
        var before = _inOrder;
        Find(settings.Files);
        var news = SourceNews.None;
        foreach (var file in _inOrder)
        {
            var problems = new ConfigurationProblems();
            news |= file.Look(thorough, problems);
            if (problems.HasErrors) Report(problems);
        }
        Forget();
        if (!before.AsSpan().SequenceEqual(_inOrder)) news |= SourceNews.Changed;
        if (news.HasFlag(SourceNews.Changed)) Groups = [.. _inOrder.SelectMany(file => file.Groups)];
        return news;
    }

    /// <summary>Finds new files, and drops those that no pattern names any more; a file that went away is known until it has been looked at.</summary>
    private void Find(IReadOnlyList<FilePattern> patterns)
    {
        var next = new List<TargetFile>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            var known = _files.Keys.Where(pattern.Matches);
            foreach (var path in List(pattern).Union(known, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (!taken.Add(path)) continue; // named by an earlier pattern
                if (!_files.TryGetValue(path, out var file)) file = new TargetFile(path);
                file.NamedBy = pattern.NamedBy with { Path = path }; // the line may be another one after a reload
                next.Add(file);
            }
        }
        _files.Clear();
        foreach (var file in next) _files.Add(file.Path, file);
        _inOrder = [.. next];
    }

    private void Forget()
    {
        if (!Array.Exists(_inOrder, file => file.IsGone)) return;
        foreach (var file in _inOrder.Where(file => file.IsGone)) _files.Remove(file.Path);
        _inOrder = Array.FindAll(_inOrder, file => !file.IsGone);
    }

    private IReadOnlyList<string> List(FilePattern pattern)
    {
        try
        {
            var paths = pattern.List();
            _unlisted.Remove(pattern.Folder);
            return paths;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The files we know are looked at all the same.
            if (_unlisted.Add(pattern.Folder)) LogUnlisted(logger, pattern.NamedBy.Position, pattern.NamedBy.Said($"cannot be listed: {e.Message}"));
            return [];
        }
    }

    private void Report(ConfigurationProblems problems)
    {
        _failures.Increment();
        foreach (var problem in problems.Take(MostLogged)) LogBroken(logger, problem);
        if (problems.Count > MostLogged) LogMore(logger, problems.Count - MostLogged);
    }

    [LoggerMessage(LogLevel.Error, "{Problem}; the targets of this file stay as they were")]
    private static partial void LogBroken(ILogger logger, ConfigurationProblem problem);

    [LoggerMessage(LogLevel.Error, "and {Count} more problems in this file")]
    private static partial void LogMore(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "{Position}: {Reason}")]
    private static partial void LogUnlisted(ILogger logger, SourcePosition position, string reason);
}
