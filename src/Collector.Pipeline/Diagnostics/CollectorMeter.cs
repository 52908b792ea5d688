using System.Diagnostics.Metrics;
using System.Reflection;

namespace Collector.Pipeline.Diagnostics;

/// <summary>The meter that all of the collector's own metrics belong to; one for each collector, of which a process of tests has many.</summary>
/// <remarks>
/// <para>
/// How an instrument appears on a page: dots become underscores, a unit of <c>s</c> or <c>By</c> becomes the suffix <c>_seconds</c> or
/// <c>_bytes</c> unless the name has it, other units are not shown, and a counter gets <c>_total</c>: <c>collector.scrape.body</c> in <c>By</c> is
/// <c>collector_scrape_body_bytes_total</c>. Tags are labels, the description is the HELP.
/// </para>
/// <para>Names begin with <c>collector.</c> or <c>process.</c>; families of modules may not.</para>
/// </remarks>
public sealed class CollectorMeter : IDisposable
{
    public const string Name = "Collector";

    public CollectorMeter() => Meter = new Meter(new MeterOptions(Name) { Version = Version, Scope = this });

    /// <summary>The version of this build, as `collector_build_info` shows it.</summary>
    public static string Version { get; } =
        typeof(CollectorMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public Meter Meter { get; }

    public void Dispose() => Meter.Dispose();
}
