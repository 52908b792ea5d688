namespace Collector.Daemon.Configuration.Keys;

/// <summary>The keys of one mapping of a configuration file: the one place where they are declared for the reference, the schema and the tests.</summary>
/// <param name="Name">Its path as users know it, such as <c>snmp.paces</c>.</param>
/// <param name="Keys">Its own keys.</param>
internal sealed record ConfigurationSection(string Name, IReadOnlyList<ConfigurationKey> Keys)
{
    /// <summary>Sections whose keys may be written among its own, such as those of HTTP clients.</summary>
    public IReadOnlyList<ConfigurationSection> Mixins { get; init; } = [];

    /// <summary>Beginnings of further keys that are read and have no effect.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>There may be keys that nobody looks at.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Its own, then those of its mixins.</summary>
    public IEnumerable<ConfigurationKey> AllKeys => Keys.Concat(Mixins.SelectMany(mixin => mixin.AllKeys));

    /// <summary>Itself and all sections below it. Sections do not contain themselves.</summary>
    public IEnumerable<ConfigurationSection> WithParts() => AllKeys.SelectMany(key => key.Shape.Sections()).Prepend(this).Distinct();

    public bool Equals(ConfigurationSection? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
