using System.Globalization;
using System.Text;

namespace Collector.LoadTest.Processes;

/// <summary>What the daemon is to poll, and how; becomes its collector.yml.</summary>
internal sealed record DaemonPlan
{
    /// <summary>Beside collector.yml, when <see cref="SnmpConfig"/> is set.</summary>
    public const string SnmpConfigFile = "snmp.yml";

    /// <summary>A target file each. Scenarios name the one with nothing but well-behaved agents "good".</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<string> Targets)> Groups { get; init; }

    /// <summary>Labels of a group beside <c>group</c>: what it is to have otherwise than the others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Labels { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public required TimeSpan Interval { get; init; }

    public string Module { get; init; } = "if_mib";

    /// <summary>The credentials' name; null leaves it to the daemon.</summary>
    public string? Auth { get; init; }

    /// <summary>Of one packet; null leaves it to the daemon.</summary>
    public TimeSpan? Timeout { get; init; }

    public int? Lanes { get; init; }

    /// <summary>Whether columns have their own paces, as by default; otherwise everything is read in every poll.</summary>
    public bool Paces { get; init; } = true;

    /// <summary>What to ask the kernel for; null leaves it to the daemon.</summary>
    public int? ReceiveBuffer { get; init; }

    /// <summary>Modules beyond the built-in ones, as snmp.yml.</summary>
    public string? SnmpConfig { get; init; }

    /// <summary>Whether <c>/snmp</c> may ask whom it likes, and not only targets.</summary>
    public bool AnyTarget { get; init; }

    /// <summary>The gnmi section, whose targets the groups are then; null where SNMP is polled.</summary>
    public GnmiSection? Gnmi { get; init; }

    /// <summary>Entries of <c>remote_write</c>, a line each.</summary>
    public IReadOnlyList<string> RemoteWrite { get; init; } = [];

    /// <summary>Whether there is a <c>data_dir</c>, in the daemon's folder.</summary>
    public bool HasDataFolder { get; init; }

    public string ToYaml()
    {
        var yaml = new StringBuilder();
        yaml.AppendLine("listen: 127.0.0.1:0");
        if (Gnmi is not null) yaml.Append(Gnmi.ToYaml());
        else yaml.AppendLine(CultureInfo.InvariantCulture, $"defaults: {{ interval: {Duration(Interval)}, {(Timeout is { } time ? $"timeout: {Duration(time)}, " : "")}{(Auth is null ? "" : $"auth: {Auth}, ")}modules: [{Module}] }}");
        string?[] snmp =
        [
            Lanes is { } lanes ? $"lanes: {lanes}" : null,
            Paces ? null : "paces: off",
            AnyTarget ? "allowed_targets: any" : null,
            ReceiveBuffer is { } bytes ? $"receive_buffer: {bytes}" : null,
            SnmpConfig is null ? null : $"config_files: [{SnmpConfigFile}]",
        ];
        if (snmp.Any(setting => setting is not null)) yaml.AppendLine(CultureInfo.InvariantCulture, $"snmp: {{ {string.Join(", ", snmp.OfType<string>())} }}");
        if (HasDataFolder) yaml.AppendLine("data_dir: data");
        if (RemoteWrite.Count > 0) yaml.AppendLine("remote_write:");
        foreach (var endpoint in RemoteWrite) yaml.AppendLine(CultureInfo.InvariantCulture, $"- {endpoint}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"targets: {{ files: [{string.Join(", ", Groups.Select(group => $"{group.Name}.json"))}] }}");
        return yaml.ToString();
    }

    private static string Duration(TimeSpan time) => $"{time.TotalMilliseconds}ms";
}
