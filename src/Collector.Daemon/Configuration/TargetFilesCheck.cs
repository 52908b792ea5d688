using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration;

/// <summary>Reads all target files once, as discovery would, and reports what discovery would ignore or refuse.</summary>
internal static class TargetFilesCheck
{
    /// <returns>The targets of collector.yml and of its target files.</returns>
    public static TargetSet Run(CollectorConfiguration configuration, ConfigurationProblems problems)
    {
        var builder = configuration.Targets.Builder;
        var alreadyReported = new ConfigurationProblems();
        var merge = new TargetMerge();
        foreach (var target in configuration.Targets.Static.SelectMany(group => builder.Build(group, alreadyReported))) merge.Add(target);
        var files = configuration.Targets.Files.SelectMany(pattern => List(pattern, problems)).Distinct(StringComparer.Ordinal);
        foreach (var target in files.SelectMany(path => Read(path, problems)).SelectMany(group => builder.Build(group, problems)))
        {
            if (merge.Add(target) is { } first) problems.Warning(target.Position, TargetMerge.DuplicateMessage(target, first));
        }
        return merge.ToSet();
    }

    private static IReadOnlyList<string> List(FilePattern pattern, ConfigurationProblems problems)
    {
        try
        {
            return pattern.List();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Error(SourcePosition.Whole(pattern.Folder), $"cannot be listed: {e.Message}");
            return [];
        }
    }

    private static IReadOnlyList<TargetGroup> Read(string path, ConfigurationProblems problems)
    {
        try
        {
            return TargetGroupReader.ReadFile(File.ReadAllBytes(path), path, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Error(SourcePosition.Whole(path), $"cannot be read: {e.Message}");
            return [];
        }
    }
}
