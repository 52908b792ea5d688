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
        var files = configuration.Targets.Files.SelectMany(pattern => List(pattern, problems)).DistinctBy(file => file.Path, StringComparer.Ordinal);
        foreach (var target in files.SelectMany(file => Read(file, problems)).SelectMany(group => builder.Build(group, problems)))
        {
            if (merge.Add(target) is { } first) problems.Warning(target.Position, TargetMerge.DuplicateMessage(target, first));
        }
        return merge.ToSet();
    }

    private static IEnumerable<NamedFile> List(FilePattern pattern, ConfigurationProblems problems)
    {
        try
        {
            return pattern.List().Select(path => pattern.NamedBy with { Path = path });
        }
        catch (Exception e) when (FileTrouble.IsTrouble(e))
        {
            problems.Error(pattern.NamedBy.Position, pattern.NamedBy.Said($"cannot be listed: {e.Message}"));
            return [];
        }
    }

    private static IReadOnlyList<TargetGroup> Read(NamedFile file, ConfigurationProblems problems)
    {
        try
        {
            var content = File.ReadAllBytes(file.Path);
            if (content.Length == 0) problems.Warning(file.Position, file.Said(FileTrouble.Empty));
            return TargetGroupReader.ReadFile(content, file.Path, problems);
        }
        catch (Exception e) when (FileTrouble.IsTrouble(e))
        {
            problems.Error(file.Position, file.Said(FileTrouble.Of(file.Path, e)));
            return [];
        }
    }
}
