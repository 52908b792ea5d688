using System.Diagnostics.Metrics;

namespace Collector.Export.Instruments;

/// <summary>The exposed name of an instrument, by the rules that CollectorMeter states.</summary>
internal static class InstrumentName
{
    /// <summary>A name for a page, or a label name: dots and dashes are underscores.</summary>
    public static string Plain(string name) => name.Replace('.', '_').Replace('-', '_');

    public static string Of(Instrument instrument, bool isCounter)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = WithSuffix(Plain(instrument.Name), unit);
        return isCounter ? WithSuffix(name, "_total") : name;
    }

    private static string WithSuffix(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
}
