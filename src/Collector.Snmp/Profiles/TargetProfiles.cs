using System.Collections.Frozen;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Profiles;

/// <summary>All profiles of one configuration, and the choice among them for a device. Immutable; any thread.</summary>
public sealed class TargetProfiles
{
    /// <summary>The module that asks a device what it is, and the first of every target that is to be matched.</summary>
    public const string IdentityModule = "system";

    private readonly List<(TargetProfile Profile, ProfileMatch Match)> _byPrecision;

    public TargetProfiles(IEnumerable<TargetProfile> profiles)
    {
        All = profiles.ToFrozenDictionary(profile => profile.Name, StringComparer.Ordinal);
        _byPrecision = [.. All.Values.SelectMany(profile => profile.Matches.Select(match => (profile, match)))
            .OrderByDescending(one => one.match.Precision).ThenBy(one => one.profile.IsBuiltIn).ThenBy(one => one.profile.Name, StringComparer.Ordinal)];
    }

    public static TargetProfiles None { get; } = new([]);

    public IReadOnlyDictionary<string, TargetProfile> All { get; }

    /// <summary>The most precise profile for a device, or null when there is none; the built-in `generic` is for every device.</summary>
    public TargetProfile? Match(DeviceIdentity device)
    {
        if (!Oid.TryParse(device.SysObjectId, out var sysObjectId)) sysObjectId = default;
        return _byPrecision.Find(one => one.Match.Matches(sysObjectId, device.SysDescr)).Profile;
    }

    /// <summary>The modules that a target has in force, in order.</summary>
    /// <param name="written">The target's list.</param>
    /// <param name="profile">Its profile; null when it has not said yet what it is.</param>
    public static IReadOnlyList<string> InForce(IReadOnlyList<string> written, TargetProfile? profile)
    {
        if (!written.Contains(Target.AutoModules)) return written;
        var modules = written.SelectMany(name => name != Target.AutoModules ? [name] : profile?.Modules ?? []);
        return [.. new[] { IdentityModule }.Concat(modules).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>These on top of others: one of ours replaces one of theirs with the same name.</summary>
    public TargetProfiles Over(TargetProfiles below) => new(below.All.Values.Where(profile => !All.ContainsKey(profile.Name)).Concat(All.Values));
}
