using Collector.Daemon.Configuration;
using Collector.Daemon.Configuration.Keys;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>A folder with all files that examples name.</summary>
internal sealed class DeclaredFolder : IDisposable
{
    /// <summary>Stands before what is loaded, because some keys make sense only with it.</summary>
    private const string Before = "data_dir: data, ";

    private readonly TemporaryFolder _folder = new();

    public DeclaredFolder()
    {
        _folder.Write("snmp.yml", "auths: { backbone: { version: 2, community: s3cret } }\nmodules: { my_module: { walk: [1.3.6.1.4.1.99999], metrics: [{ name: warmth, oid: 1.3.6.1.4.1.99999.1, type: gauge, help: How warm it is }] } }");
        _folder.Write("gnmic.yml", "subscriptions: {}");
        _folder.Write("gnmic-targets.yml", "{}");
        _folder.Write("header.txt", "ams1");
        _folder.Write("web.yml", "{}");
        _folder.Write("targets/devices.yml", "[]");
        _folder.Write("profiles/toasters.yml", "{}");
        foreach (var name in (string[])["server.pem", "ca.pem"]) _folder.Write(name, "not read here");
    }

    public ConfigurationProblems Problems { get; } = new() { Asked = [] };

    public string this[string relative] => _folder[relative];

    public SectionMap Map { get; } = new();

    /// <summary>Loads a folder in which every declared key is written.</summary>
    public void LoadEverything()
    {
        foreach (var kind in CollectorKeys.Files.Keys.Where(kind => kind != "collector")) WriteEverything(FileOf(kind), CollectorKeys.Files[kind]);
        var older = WriteEverything("older.yml", KeyShape.NamesOf(KeyShape.Of(SnmpFileKeys.OlderModule)));
        SnmpModulesLoader.Load([older], Problems);
        var path = WriteEverything("collector-everything.yml", CollectorKeys.Files["collector"]);
        TargetFilesCheck.Run(CollectorConfigurationLoader.Load(path, Problems), Problems);
    }

    /// <summary>What a file of a kind is called here.</summary>
    public static string FileOf(string kind) => kind switch
    {
        "targets" => "targets/devices.yml",
        "profiles" => "profiles/toasters.yml",
        _ => $"{kind}.yml",
    };

    /// <summary>Loads a file of one of the kinds that are declared, alone.</summary>
    public CollectorConfiguration Load(string kind, string text)
    {
        if (kind == "collector" && text.StartsWith("{ ", StringComparison.Ordinal) && !text.Contains("data_dir", StringComparison.Ordinal)) text = $"{{ {Before}{text[2..]}";
        _folder.Write(FileOf(kind), text);
        var path = kind == "collector" ? _folder["collector.yml"] : _folder.Write("collector.yml", Reaching(kind));
        var configuration = CollectorConfigurationLoader.Load(path, Problems);
        TargetFilesCheck.Run(configuration, Problems);
        return configuration;
    }

    /// <summary>Whether a place of the only line of a file lies in a value there.</summary>
    public static bool IsWithin(SourcePosition position, string key, string value)
    {
        if (!File.Exists(position.File)) return true;
        var begin = File.ReadAllText(position.File).IndexOf(key + value, StringComparison.Ordinal) + key.Length + 1;
        return begin > key.Length && position.Column >= begin && position.Column < begin + value.Length;
    }

    /// <summary>A text without the folder's path.</summary>
    public string Relative(string text) => text.Replace(_folder.Path + "/", "", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    /// <summary>A collector.yml that has little more than what names the file.</summary>
    private static string Reaching(string kind) => kind switch
    {
        "web" => "web_config: web.yml",
        "targets" => "targets: { files: ['targets/*.yml'] }",
        "snmp" => "snmp: { config_files: [snmp.yml] }",
        "profiles" => "snmp: { profiles: [profiles] }",
        "gnmic" => "gnmi: { config_files: [gnmic.yml] }",
        "gnmic-targets" => "gnmi: { targets-file: gnmic-targets.yml, subscriptions: { interfaces: { paths: [/interfaces] } } }",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private string WriteEverything(string file, KeyShape shape)
    {
        var path = _folder.Write(file, ExampleDocument.OfEverything(shape, ["address"])); // of address and targets only one is read
        Map.Add(path, shape);
        return path;
    }
}
