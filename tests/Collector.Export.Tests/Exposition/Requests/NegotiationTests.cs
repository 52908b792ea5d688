using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;

namespace Collector.Export.Tests.Exposition.Requests;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, ExpositionFormat.Text)]
    [InlineData("", ExpositionFormat.Text)]
    [InlineData("*/*", ExpositionFormat.Text)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", ExpositionFormat.Text)]
    [InlineData("application/openmetrics-text", ExpositionFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text; version=\"1.0.0\"; charset=utf-8", ExpositionFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;version=0.0.1", ExpositionFormat.Text)]
    [InlineData("Application/OpenMetrics-Text;Version=1.0.0;Q=0.3,text/plain;q=0.2", ExpositionFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;q=0,text/plain;q=0", ExpositionFormat.Text)]
    [InlineData("application/openmetrics-text;q=nonsense", ExpositionFormat.Text)]
    [InlineData("text/plain;version=0.0.4,application/openmetrics-text", ExpositionFormat.Text)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", ExpositionFormat.OpenMetrics)] // Prometheus 2.42
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5", ExpositionFormat.OpenMetrics)]
    [InlineData("text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6", ExpositionFormat.Text)] // Prometheus 3 with PrometheusText0.0.4 first
    public void The_format_is_what_the_scraper_prefers(string? accept, ExpositionFormat expected) => Assert.Equal(expected, Negotiation.FormatFor(accept));

    [Theory]
    [InlineData(null, false)]
    [InlineData("identity", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0.5, identity", false)]
    [InlineData("gzip;q=0.5, identity;q=0.5", true)]
    public void Gzip_is_used_when_it_is_welcome(string? acceptEncoding, bool expected) => Assert.Equal(expected, Negotiation.AcceptsGzip(acceptEncoding));

    [Fact]
    public void The_content_types_are_the_formats_own()
    {
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", Negotiation.ContentTypeOf(ExpositionFormat.Text));
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", Negotiation.ContentTypeOf(ExpositionFormat.OpenMetrics));
    }
}
