using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Modules;

/// <summary>Loads snmp.yml files in snmp_exporter's format, and folders of profiles, and puts them on top of what is built in.</summary>
public static class SnmpModulesLoader
{
    private static readonly string[] ProfileFiles = ["*.yml", "*.yaml"];

    /// <summary>Never throws for what the files say; use the result only if the problems have no error.</summary>
    /// <param name="files">Paths or globs, read in this order; relative ones are relative to the working directory.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="environment">
    /// Puts environment variables into user names and passwords of auths (`--config.expand-environment-variables`): the value of a variable, null when
    /// it is not set. Without it they are taken as written.
    /// </param>
    /// <param name="profileFolders">Folders whose <c>*.yml</c> and <c>*.yaml</c> may have <c>profiles</c> as well; a missing one is a problem.</param>
    public static SnmpModules Load(
        IEnumerable<string> files, ConfigurationProblems problems, Func<string, string?>? environment = null, IEnumerable<string>? profileFolders = null) =>
        Load(files.Select(NamedFile.Alone), (profileFolders ?? []).Select(NamedFile.Alone), problems, environment);

    /// <summary>The same for files that a configuration names; what is wrong with one of them is told there.</summary>
    public static SnmpModules Load(
        IEnumerable<NamedFile> files, IEnumerable<NamedFile> profileFolders, ConfigurationProblems problems, Func<string, string?>? environment = null)
    {
        var reader = new SnmpConfigReader(problems, environment is null ? null : new EnvironmentText(environment));
        foreach (var pattern in files)
        {
            problems.LookedAt(pattern.Path);
            var found = FileGlob.Files(pattern.Path);
            foreach (var file in found) reader.Add(YamlFile.Load(pattern with { Path = file }, problems));
            if (found.Count > 0) continue;
            // A glob may be empty on purpose; a file that somebody named should be there.
            if (FileGlob.HasWildcard(pattern.Path)) problems.Warning(pattern.Position, pattern.Said("matches no file"));
            else reader.Add(YamlFile.Load(pattern, problems));
        }

        foreach (var file in profileFolders.SelectMany(folder => FilesOf(folder, problems))) reader.Add(YamlFile.Load(file, problems), isProfileFile: true);
        var modules = reader.Build().Over(BuiltInProfiles.All);
        CheckNames(modules, problems);
        return modules;
    }

    private static IEnumerable<NamedFile> FilesOf(NamedFile folder, ConfigurationProblems problems)
    {
        if (FileTrouble.OfFolder(folder.Path) is { } trouble) problems.Error(folder.Position, folder.Said(trouble));
        foreach (var pattern in ProfileFiles) problems.LookedAt(Path.Join(folder.Path, pattern));
        return ProfileFiles.SelectMany(pattern => FileGlob.Files(Path.Join(folder.Path, pattern))).Order(StringComparer.Ordinal).Select(file => folder with { Path = file });
    }

    private static void CheckNames(SnmpModules modules, ConfigurationProblems problems)
    {
        if (modules.TryGetModule(Target.AutoModules, out var auto)) problems.Error(auto.Position, $"{Target.AutoModules} cannot be a module: it stands for the modules of a profile");
        foreach (var profile in modules.Profiles.All.Values)
        {
            foreach (var name in profile.Modules.Where(name => !modules.TryGetModule(name, out _)))
                problems.Error(profile.Position, $"profile {profile.Name}: there is no module \"{name}\"{NearestName.Hint(name, modules.Modules.Keys)}");
        }
    }
}
