namespace Collector.Pipeline.Samples;

/// <summary>The name under which columns of any module and protocol come together on a page, with its HELP and TYPE.</summary>
/// <param name="Name">A valid Prometheus metric name.</param>
/// <param name="Help">Unescaped; may be empty.</param>
/// <param name="Type">As the module says. Contributors that disagree make the family <see cref="MetricType.Unknown"/> on the page.</param>
public sealed record MetricFamily(string Name, string Help, MetricType Type);
