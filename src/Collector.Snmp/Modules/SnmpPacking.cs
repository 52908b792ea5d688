using Collector.Pipeline.Configuration;

namespace Collector.Snmp.Modules;

/// <summary>Which modules may have columns of known tables asked for side by side (<c>snmp.packing</c> of collector.yml).</summary>
public sealed record SnmpPacking
{
    /// <summary>As without a word in collector.yml: all of them.</summary>
    public static SnmpPacking Default { get; } = new();

    /// <summary>Holds where <see cref="Modules"/> says nothing.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Modules that are named, with where.</summary>
    public IReadOnlyDictionary<string, (bool IsOn, SourcePosition Position)> Modules { get; init; } = new Dictionary<string, (bool, SourcePosition)>();

    /// <summary>What holds for one module.</summary>
    public bool IsOnFor(string module) => Modules.TryGetValue(module, out var own) ? own.IsOn : IsOn;

    /// <summary>Reports modules that are not there.</summary>
    public void Check(SnmpModules modules, ConfigurationProblems problems)
    {
        foreach (var (name, (_, position)) in Modules)
        {
            if (!modules.Modules.ContainsKey(name)) problems.Error(position, $"packing: there is no module \"{name}\"{NearestName.Hint(name, modules.Modules.Keys)}");
        }
    }
}
