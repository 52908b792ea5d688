using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Modules;

/// <summary>All modules, auths and profiles of one configuration, by name. Names are case-sensitive. Immutable; any thread.</summary>
public sealed class SnmpModules
{
    public SnmpModules(IEnumerable<SnmpModuleOptions> modules, IEnumerable<SnmpAuthOptions> auths)
    {
        Modules = modules.ToFrozenDictionary(module => module.Name, StringComparer.Ordinal);
        Auths = auths.ToFrozenDictionary(auth => auth.Name, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, SnmpModuleOptions> Modules { get; }

    public IReadOnlyDictionary<string, SnmpAuthOptions> Auths { get; }

    /// <summary>Which modules a device gets that nobody chose any for.</summary>
    public TargetProfiles Profiles { get; init; } = TargetProfiles.None;

    /// <summary>What scheduled polls need not read each time; everything, unless somebody says otherwise.</summary>
    public SnmpPaces Paces { get; init; } = SnmpPaces.Off;

    /// <summary>What is missing here because of errors, which have been told.</summary>
    public UnsoundNames Unsound { get; init; } = UnsoundNames.None;

    /// <summary>Which modules may have their columns read side by side.</summary>
    public SnmpPacking Packing { get; init; } = SnmpPacking.Default;

    /// <summary>The same with other paces and another packing.</summary>
    public SnmpModules With(SnmpPaces paces, SnmpPacking packing) => new(Modules.Values, Auths.Values) { Profiles = Profiles, Paces = paces, Packing = packing, Unsound = Unsound };

    public bool TryGetModule(string name, [NotNullWhen(true)] out SnmpModuleOptions? module) => Modules.TryGetValue(name, out module);

    public bool TryGetAuth(string name, [NotNullWhen(true)] out SnmpAuthOptions? auth) => Auths.TryGetValue(name, out auth);

    /// <summary>The auth to use for a module when a request names none: its own in the older form of snmp.yml; null when it has none.</summary>
    public string? AuthOf(string module) => TryGetModule(module, out var options) && options.Auth is { } auth && Auths.ContainsKey(auth) ? auth : null;

    /// <summary>These on top of others: one of ours replaces one of theirs with the same name.</summary>
    public SnmpModules Over(SnmpModules below) => new(
        below.Modules.Values.Where(module => !Modules.ContainsKey(module.Name)).Concat(Modules.Values),
        below.Auths.Values.Where(auth => !Auths.ContainsKey(auth.Name)).Concat(Auths.Values))
    {
        Profiles = Profiles.Over(below.Profiles),
        Paces = Paces,
        Unsound = Unsound,
        Packing = Packing,
    };
}
