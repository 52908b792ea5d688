using Collector.Gnmi.Protocol;

namespace Collector.Gnmi.Subscriptions;

/// <summary>In which encoding to ask a device for values.</summary>
public static class EncodingChoice
{
    // Every device has to support JSON (2.3), and of what is left those come first that lose least.
    private static readonly Encoding[] Preferred = [Encoding.Json, Encoding.JsonIetf, Encoding.Proto, Encoding.Bytes, Encoding.Ascii];

    /// <summary>What the user wants if the device has it, else the best of what the device has.</summary>
    /// <param name="wanted">Of the subscription, else of the target; null when nobody said.</param>
    /// <param name="supported">What Capabilities said; null or empty when the device does not say.</param>
    public static Encoding Choose(Encoding? wanted, IReadOnlyCollection<Encoding>? supported)
    {
        if (supported is not { Count: > 0 }) return wanted ?? Encoding.Json;
        if (wanted is { } one && supported.Contains(one)) return one;
        return Preferred.Where(supported.Contains).DefaultIfEmpty(wanted ?? Encoding.Json).First();
    }
}
