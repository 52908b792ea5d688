using Collector.Daemon.Configuration;
using Collector.Daemon.Web;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Reloading;

/// <summary>Loads the whole configuration anew and puts it in force, or leaves everything as it was.</summary>
/// <remarks>Any thread; one reload at a time, the others wait for their turn. Next: <see cref="TargetDiscovery.Use"/>, which tells the lanes.</remarks>
internal sealed partial class ConfigurationReload(
    ConfigurationSource source, RunningConfiguration running, TargetDiscovery discovery, ReloadMetrics metrics, TimeProvider time, ILogger<ConfigurationReload> logger) : IDisposable
{
    private const int MostLogged = 20; // problems of one reload
    private const int MostClients = 20; // what one of them reads is as new as what the last one would

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private SharedCounter _clients;
    private readonly CollectorOptions _started = running.Current.Options;
    private readonly WebOptions _startedWeb = WebOf(running.Current.Options);

    /// <summary>Reloads for a client, of whom there may be many: null when enough of them wait already.</summary>
    /// <inheritdoc cref="ReloadAsync"/>
    public async Task<ConfigurationProblems?> TryReloadAsync(CancellationToken cancellation)
    {
        try
        {
            _clients.Increment();
            return _clients.Value > MostClients ? null : await ReloadAsync(cancellation);
        }
        finally
        {
            _clients.Add(-1);
        }
    }

    /// <summary>Reloads. When the result has errors, the configuration in force is the one before.</summary>
    /// <param name="cancellation">Ends the wait for another reload; one that has begun is finished.</param>
    public async Task<ConfigurationProblems> ReloadAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            return await Task.Run(Reload, CancellationToken.None);
        }
        catch
        {
            metrics.Failed();
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private ConfigurationProblems Reload()
    {
        var began = time.GetTimestamp();
        var problems = new ConfigurationProblems();
        var next = source.Load(problems);
        // A full disk leaves such files, and some editors for a moment. Who wants to poll nothing can say so.
        if (next.Options.IsBlank && !running.Current.Options.IsBlank && !problems.HasErrors)
            problems.Error(SourcePosition.Whole(source.Name), "is empty, and what is in force is not. If nothing is what you mean, write {}");
        foreach (var problem in problems.Take(MostLogged))
        {
            if (problem.Severity == ProblemSeverity.Error) LogError(logger, problem);
            else LogWarning(logger, problem);
        }

        if (problems.HasErrors)
        {
            metrics.Failed();
            LogRefused(logger, source.Name, problems.ErrorCount);
        }
        else
        {
            PutInForce(next, problems);
            metrics.Succeeded();
            LogSeconds(logger, source.Name, time.GetElapsedTime(began).TotalSeconds);
        }

        return problems;
    }

    /// <param name="next">Without errors.</param>
    /// <param name="problems">Gets what of it has no effect yet: who asked should not have to look into the log for that.</param>
    private void PutInForce(CollectorConfiguration next, ConfigurationProblems problems)
    {
        var before = running.Current;
        if (ReferenceEquals(before, next)) return; // one that nobody wrote
        LogChanges(logger, ConfigurationChanges.Between(before, next));
        string[] notYet = [.. ConfigurationChanges.ForTheNextStart(_started, next.Options), .. ConfigurationChanges.ForTheNextStart(_startedWeb, WebOf(next.Options))];
        if (notYet.Length > 0)
        {
            var names = string.Join(", ", notYet);
            LogNotYet(logger, names);
            problems.Warning(SourcePosition.Whole(source.Name), $"only a restart puts in force what changed in {names}");
        }

        running.Replace(next);
        discovery.Use(next.Targets);
    }

    /// <summary>What is wrong with the file was said when the configuration was loaded.</summary>
    private static WebOptions WebOf(CollectorOptions options) => options.WebConfigFile is { } path ? WebOptionsReader.Read(path, new ConfigurationProblems()) : WebOptions.None;

    [LoggerMessage(LogLevel.Information, "Reload: {Changes}")]
    private static partial void LogChanges(ILogger logger, string changes);

    [LoggerMessage(LogLevel.Information, "Reloaded {Source} in {Seconds:0.000} s")]
    private static partial void LogSeconds(ILogger logger, string source, double seconds);

    [LoggerMessage(LogLevel.Warning, "Changed, but only a restart puts it in force: {Settings}")]
    private static partial void LogNotYet(ILogger logger, string settings);

    [LoggerMessage(LogLevel.Error, "{Source} was not reloaded and everything stays as it was: {Errors} errors")]
    private static partial void LogRefused(ILogger logger, string source, int errors);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private static partial void LogError(ILogger logger, ConfigurationProblem problem);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void LogWarning(ILogger logger, ConfigurationProblem problem);
}
