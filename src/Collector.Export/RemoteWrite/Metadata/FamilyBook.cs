using System.Text;
using Collector.Export.RemoteWrite.Requests;
using Collector.Pipeline.Samples;

namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>TYPE, HELP and unit of the families that an endpoint was sent samples of.</summary>
/// <remarks>Any thread. Families are known by the names that they have before <c>write_relabel_configs</c>; what rules call otherwise has no metadata.</remarks>
internal sealed class FamilyBook
{
    private const int MostFamilies = 20_000; // devices that stream choose names

    private readonly Lock _changing = new(); // the following
    private readonly Dictionary<byte[], FamilyText> _families = new(LabelBytesComparer.Instance);

    public void Add(MetricFamily family)
    {
        var name = Encoding.UTF8.GetBytes(family.Name);
        lock (_changing)
        {
            if (_families.TryGetValue(name, out var known)) _families[name] = known.Type == family.Type ? known : known with { Type = MetricType.Unknown };
            else if (_families.Count < MostFamilies) _families.Add(name, new FamilyText(name, family.Type, Encoding.UTF8.GetBytes(family.Help), FamilyUnit.Of(family.Name)));
        }
    }

    /// <param name="name">In UTF-8.</param>
    /// <param name="family">What is known of it.</param>
    public bool TryGet(ReadOnlySpan<byte> name, out FamilyText family)
    {
        lock (_changing) return _families.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out family);
    }

    /// <summary>All families, as they are now.</summary>
    public FamilyText[] All()
    {
        lock (_changing) return [.. _families.Values];
    }
}
