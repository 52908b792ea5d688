using Collector.Gnmi.Configuration.Gnmic;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration;

/// <summary>Reads the <c>gnmi</c> section: gnmic's keys, files in gnmic's format, and how series are named.</summary>
public sealed class GnmiConfigurationReader
{
    private readonly string _folder;
    private readonly EnvironmentText _environment;
    private readonly ConfigurationProblems _problems;

    private GnmiConfigurationReader(string folder, Func<string, string?> environment, ConfigurationProblems problems) =>
        (_folder, _environment, _problems) = (folder, new EnvironmentText(environment), problems);

    /// <param name="section">The mapping under <c>gnmi</c>.</param>
    /// <param name="folder">Paths in it are relative to this one; those in a file of gnmic's to that file's.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="environment">The value of a variable, null when it is not set.</param>
    public static GnmiConfiguration Read(MappingReader section, string folder, ConfigurationProblems problems, Func<string, string?>? environment = null) =>
        new GnmiConfigurationReader(folder, environment ?? Environment.GetEnvironmentVariable, problems).Read(section);

    private GnmiConfiguration Read(MappingReader section)
    {
        var errorsBefore = _problems.ErrorCount;
        NamedFile[] named = [.. section.Scalars("config_files").Select(path => NamedFile.In(_folder, "config_files", path))];
        var files = named.Select(ReadFile).OfType<GnmicFile>().ToList();
        // What the one file says of all its targets is what the section begins with; of several nobody could tell which.
        var below = files.Count == 1 ? files[0].Defaults : GnmiOptions.Empty.Defaults;
        var mapping = files.Select(file => file.Output).FirstOrDefault(output => output is not null) ?? new MappingOptions();
        mapping = MappingOptionsReader.Read(section, mapping with { Names = section.Enum<NamingScheme>("names") ?? mapping.Names }, _problems);
        var own = GnmicFileReader.Read(new GnmicMapping(section, new GnmicSource(_folder, _environment, _problems)), below, mapping);
        files.Add(own);
        return new GnmiConfiguration
        {
            Options = new GnmiOptions
            {
                Subscriptions = Merge(files.SelectMany(file => file.Subscriptions.Values)),
                Targets = files.SelectMany(file => file.Targets).DistinctBy(target => target.Options.Name, StringComparer.Ordinal).ToDictionary(target => target.Options.Name, target => target.Options, StringComparer.Ordinal),
                Defaults = own.Defaults,
                Mapping = own.Output ?? mapping,
            },
            Targets = [.. files.SelectMany(file => file.Targets).Select(target => target.Group)],
            ConfigFiles = [.. named.Select(file => file.Path)],
            IsSound = _problems.ErrorCount == errorsBefore,
        };
    }

    private GnmicFile? ReadFile(NamedFile file)
    {
        if (MappingReader.OverDocument(YamlFile.Load(file, _problems), _problems) is not { } root) return null;
        var source = new GnmicSource(Path.GetDirectoryName(file.Path)!, _environment, _problems) { UnknownKeys = ProblemSeverity.Warning };
        return GnmicFileReader.Read(new GnmicMapping(root, source), GnmiOptions.Empty.Defaults, new MappingOptions());
    }

    private Dictionary<string, SubscriptionOptions> Merge(IEnumerable<SubscriptionOptions> all)
    {
        var merged = new Dictionary<string, SubscriptionOptions>(StringComparer.Ordinal);
        foreach (var subscription in all)
        {
            if (!merged.TryAdd(subscription.Name, subscription))
                _problems.Error(subscription.WrittenAt, $"subscription {subscription.Name} is already at {merged[subscription.Name].WrittenAt}");
        }

        return merged;
    }
}
