namespace Collector.Simulator.Gnmi.Devices;

/// <summary>Gives exactly round(fraction × devices) devices each nature; the seed chooses which.</summary>
internal static class NaturePlan
{
    public static GnmiNature[] Of(GnmiFleetOptions options)
    {
        var natures = new GnmiNature[options.Devices];
        var order = Enumerable.Range(0, natures.Length).ToArray();
        new Random(options.Seed).Shuffle(order); // with a seed, the algorithm is the same in every version
        var next = 0;
        foreach (var (nature, fraction) in options.Natures.OrderBy(static one => one.Key))
        {
            for (var left = (int)Math.Round(fraction * natures.Length); left > 0 && next < order.Length; left--) natures[order[next++]] = nature;
        }

        return natures;
    }
}
