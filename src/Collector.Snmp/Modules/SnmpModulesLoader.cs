using Collector.Pipeline.Configuration;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Modules;

/// <summary>Loads snmp.yml files in snmp_exporter's format and puts them on top of the built-in profiles.</summary>
public static class SnmpModulesLoader
{
    /// <summary>Never throws for what the files say; use the result only if the problems have no error.</summary>
    /// <param name="files">Paths or globs, read in this order; relative ones are relative to the working directory.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="environment">
    /// Puts environment variables into user names and passwords of auths (`--config.expand-environment-variables`): the value of a variable, null when
    /// it is not set. Without it they are taken as written.
    /// </param>
    public static SnmpModules Load(IEnumerable<string> files, ConfigurationProblems problems, Func<string, string?>? environment = null)
    {
        var reader = new SnmpConfigReader(problems, environment is null ? null : new EnvironmentText(environment));
        foreach (var pattern in files)
        {
            var found = FileGlob.Files(pattern);
            foreach (var file in found) reader.Add(YamlFile.Load(file, problems));
            if (found.Count > 0) continue;
            // A glob may be empty on purpose; a file that somebody named should be there.
            if (FileGlob.HasWildcard(pattern)) problems.Warning(SourcePosition.Whole(pattern), "matches no file");
            else YamlFile.Load(pattern, problems);
        }

        return reader.Build().Over(BuiltInProfiles.All);
    }
}
