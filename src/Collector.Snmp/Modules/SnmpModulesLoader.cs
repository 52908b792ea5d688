using Collector.Pipeline.Configuration;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Modules;

/// <summary>Loads snmp.yml files in snmp_exporter's format and puts them on top of the built-in profiles.</summary>
public static class SnmpModulesLoader
{
    /// <summary>Never throws for what the files say; use the result only if the problems have no error.</summary>
    /// <param name="files">Paths or globs, read in this order; relative ones are relative to the working directory.</param>
    public static SnmpModules Load(IEnumerable<string> files, ConfigurationProblems problems)
    {
        var reader = new SnmpConfigReader(problems);
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
