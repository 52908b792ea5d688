using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets.Lists;
using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets;

/// <summary>Keeps the registry in step with all sources of targets: merges them in order, and publishes only what really changed.</summary>
/// <remarks>
/// Any thread may call anything. Looks happen one at a time, within <see cref="Use"/> and on a timer: every <see cref="Pause"/>, and sooner
/// when a folder hints at a change. A target whose instance is taken, or that cannot be polled, is ignored, counted and logged once.
/// </remarks>
public sealed partial class TargetDiscovery : IDisposable
{
    private const int ThoroughEvery = 12; // looks: once a minute, content is compared even where length and time stayed the same
    private const int MostLogged = 20;    // of the problems of one look

    private readonly TargetRegistry _registry;
    private readonly ILogger _logger;
    private readonly Published<DiscoveryReport> _report = new(DiscoveryReport.Nothing);
    private readonly DiscoveryTimer _timer;

    // Under the lock: one look at a time.
    private readonly Lock _looking = new();
    private readonly StaticTargets _static = new();
    private readonly FileTargets _files;
    private readonly ListedTargets _lists;
    private readonly ITargetSource[] _sources;
    private readonly FolderHints? _hints;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private TargetSettings? _settings;
    private TargetSettings? _built;
    private int _looks;
    private bool _disposed;

    public TargetDiscovery(TargetRegistry registry, TimeProvider time, ILogger<TargetDiscovery> logger) : this(registry, time, logger, hints: true) { }

    internal TargetDiscovery(TargetRegistry registry, TimeProvider time, ILogger<TargetDiscovery> logger, bool hints)
    {
        _registry = registry;
        _logger = logger;
        _files = new FileTargets(logger);
        _timer = new DiscoveryTimer(time, LookOnTime);
        _lists = new ListedTargets(time, _timer.Hasten, logger);
        _sources = [_static, _files, _lists];
        _hints = hints ? new FolderHints(_timer.Hasten, logger) : null;
    }

    /// <summary>From one look to the next, when nothing hints at a change.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(5);

    public DiscoveryReport Report => _report.Value;

    /// <summary>Contents of target files that could not be used, since start.</summary>
    public long FailedReads => _files.Failures;

    /// <summary>How each list stands that somebody else keeps.</summary>
    internal IReadOnlyList<TargetListRefresh> Lists => _lists.Lists;

    /// <summary>Puts settings in force: the first call starts discovery, later ones are reloads. What files hold
    /// is in the registry when it returns, except for a file that changed since the last look: it has to settle first.</summary>
    public void Use(TargetSettings settings)
    {
        SourceNews news;
        lock (_looking)
        {
            _settings = settings;
            _hints?.Watch(settings.Files.Select(pattern => pattern.Folder));
            news = Look(settings, thorough: true);
        }
        _timer.Arm(soon: news.HasFlag(SourceNews.Unsettled));
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_looking)
        {
            _disposed = true;
            _hints?.Dispose();
            _lists.Dispose();
        }
    }

    private void LookOnTime()
    {
        var news = SourceNews.None;
        try
        {
            lock (_looking)
            {
                if (_disposed || _settings is not { } settings) return;
                _hints?.Watch(settings.Files.Select(pattern => pattern.Folder));
                news = Look(settings, thorough: ++_looks % ThoroughEvery == 0);
            }
        }
        catch (Exception e)
        {
            LogBug(_logger, e); // a timer's exception would end the process, and with it the polling of targets that are fine
        }
        _timer.Arm(soon: news.HasFlag(SourceNews.Unsettled));
    }

    private SourceNews Look(TargetSettings settings, bool thorough)
    {
        var news = SourceNews.None;
        foreach (var source in _sources) news |= source.Look(settings, thorough);
        var report = news.HasFlag(SourceNews.Changed) || !ReferenceEquals(settings, _built) ? Rebuild(settings) : _report.Value;
        _report.Publish(report with { Files = _files.Files, BrokenFiles = _files.BrokenFiles });
        return news;
    }

    private DiscoveryReport Rebuild(TargetSettings settings)
    {
        var invalid = new ConfigurationProblems();
        var duplicate = new ConfigurationProblems();
        var merge = new TargetMerge();
        int accepted = 0;
        TargetGroup[] found = [.. _sources.SelectMany(source => source.Groups)];
        TargetGroup[] groups = [.. found.SelectMany(group => settings.Builder.Relabel(group, invalid))];
        foreach (var target in groups.SelectMany(group => settings.Builder.BuildRelabelled(group, invalid)).Where(target => target.IsAccepted))
        {
            accepted++;
            if (merge.Add(target) is { } first) duplicate.Warning(target.Position, TargetMerge.DuplicateMessage(target, first));
        }
        _registry.Replace(merge.ToSet(settings.Definitions));
        _built = settings;
        Tell([.. invalid, .. duplicate]);
        var left = groups.Sum(group => group.Targets.Count);
        return new DiscoveryReport(_files.Files, _files.BrokenFiles, duplicate.Count, left - accepted, found.Sum(group => group.Targets.Count) - left);
    }

    /// <summary>Logs what was not there the last time.</summary>
    private void Tell(ConfigurationProblem[] problems)
    {
        int told = 0;
        string[] texts = [.. problems.Select(problem => problem.ToString()).Distinct(StringComparer.Ordinal)];
        foreach (var text in texts.Where(text => !_told.Contains(text)))
        {
            if (++told <= MostLogged) LogIgnored(_logger, text);
        }
        if (told > MostLogged) LogMore(_logger, told - MostLogged);
        _told.Clear();
        _told.UnionWith(texts);
    }

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void LogIgnored(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Warning, "and {Count} more problems with targets")]
    private static partial void LogMore(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Looking for targets failed; they stay as they were")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
