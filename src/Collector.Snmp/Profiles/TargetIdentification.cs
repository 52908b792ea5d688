using System.Threading.Channels;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Snmp.Profiles;

/// <summary>
/// Gives targets that want the modules of their profile those modules: at first only the one that asks what the device is; from its answer on the
/// profile's. The device is asked in every poll, so one that was replaced gets the modules of what stands there now.
/// </summary>
/// <remarks>
/// Lanes report what they read; one caller resolves. A lane allocates only when a device says something else than before. What is known of a target stays
/// known over reloads and while it is silent.
/// </remarks>
public sealed class TargetIdentification : IPublicationObserver
{
    private readonly Lock _gate = new(); // held for a look into a dictionary, by lanes and by who resolves
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private TargetProfiles _profiles = TargetProfiles.None;

    /// <summary>Has an item when a target's profile has changed since the set was last resolved.</summary>
    public ChannelReader<bool> News => _news.Reader;

    /// <summary>The same targets with the modules that are in force for them. One caller at a time.</summary>
    public TargetSet Resolve(TargetSet written, TargetProfiles profiles)
    {
        if (!written.Any(WantsProfile)) return written;
        lock (_gate)
        {
            if (!ReferenceEquals(profiles, _profiles)) Use(profiles);
            foreach (var instance in _known.Keys.Where(instance => !written.ByInstance.TryGetValue(instance, out var target) || !WantsProfile(target)).ToList())
                _known.Remove(instance);
            return new TargetSet(written.Select(Resolve)) { Definitions = written.Definitions };
        }
    }

    /// <inheritdoc/>
    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
        if (module != 0 || series.Target.Profile is null || current is not { IsComplete: true }) return;
        var said = IdentityReading.Of(current);
        lock (_gate)
        {
            if (_known.TryGetValue(series.Target.Instance, out var known) && said.SaysSameAs(known.Octets)) return;
            var identity = said.ToIdentity();
            var profile = _profiles.Match(identity);
            _known[series.Target.Instance] = new Known(said.ToOctets(), identity, profile);
            if (known is not null && known.Profile?.Name == profile?.Name) return;
        }

        _news.Writer.TryWrite(true);
    }

    private static bool WantsProfile(Target target) => target.Protocol == "snmp" && target.Modules.Contains(Target.AutoModules);

    private void Use(TargetProfiles profiles)
    {
        _profiles = profiles;
        foreach (var (instance, known) in _known.ToList()) _known[instance] = known with { Profile = profiles.Match(known.Identity) };
    }

    private Target Resolve(Target target)
    {
        if (!WantsProfile(target)) return target;
        var profile = _known.GetValueOrDefault(target.Instance)?.Profile;
        return target with { Modules = TargetProfiles.InForce(target.Modules, profile), Profile = profile?.Name ?? "" };
    }

    /// <summary>What a target said last, as it was read and in words, and the profile that it chose.</summary>
    private sealed record Known(byte[] Octets, DeviceIdentity Identity, TargetProfile? Profile);
}
