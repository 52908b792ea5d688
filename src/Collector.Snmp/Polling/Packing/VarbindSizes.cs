using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Polling.Packing;

/// <summary>How many octets the varbinds of each object of a module take on average, over all targets of a lane that are polled with it.</summary>
/// <remarks>The lane's thread only. So a new target's first packets are as full as those of its like.</remarks>
internal sealed class VarbindSizes(ModulePlan plan)
{
    private const int Headers = 6;     // of varbind, name and value, with lengths below 128
    private const int UsualNumber = 5;
    private const int UsualText = 16;

    private readonly float[] _octets = new float[plan.Objects.Objects.Count];

    /// <summary>What a varbind of an object is likely to take.</summary>
    /// <param name="mapped">The object.</param>
    /// <param name="tail">Octets of a usual index tail.</param>
    public float Of(MappedObject mapped, int tail)
    {
        var known = _octets[mapped.Position];
        return known > 0 ? known : mapped.Prefix.Length + tail + Headers + (mapped.IsText || mapped.Column == MappedObject.None ? UsualText : UsualNumber);
    }

    /// <summary>Varbinds of an object arrived.</summary>
    /// <param name="mapped">The object.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="octets">Octets of their names and values.</param>
    public void Add(MappedObject mapped, int count, int octets)
    {
        ref var known = ref _octets[mapped.Position];
        var seen = (octets / (float)count) + Headers;
        known = known > 0 ? known + ((seen - known) / 8) : seen;
    }
}
