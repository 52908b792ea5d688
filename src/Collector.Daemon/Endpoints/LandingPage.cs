using Collector.Daemon.Endpoints.Pages;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/</c>: where to look next.</summary>
internal static class LandingPage
{
    /// <param name="telemetryPath">Where the page of all series is.</param>
    public static RequestDelegate At(string telemetryPath)
    {
        var html = Html(telemetryPath);
        return http => TargetPages.WriteAsync(http, html);
    }

    private static string Html(string telemetryPath)
    {
        var html = HtmlText.Page("Collector").Raw("<h1>Collector</h1>\n<p>What is polled and streamed, and where to read it.</p>\n<ul>\n");
        Add(html, "/targets", "how each device does, and why what is missing is missing; for programs at ", "/api/v1/targets");
        Add(html, telemetryPath, "all series; ?site=ams1 (any label) or ?shard=1/4 for a part of them");
        Add(html, $"{telemetryPath.TrimEnd('/')}/collector", "series of the collector itself, even while every other page waits");
        Add(html, "/api/v1/inventory", "what the devices are and are made of; for a spreadsheet ", "/api/v1/inventory?format=csv");
        Add(html, "/config", "the configuration in force, secrets masked");
        Add(html, "/api/v1/remote_write", "how receivers of remote write do, and what was lost");
        Add(html, "/sd", "this collector's scrape targets, for Prometheus' http_sd");
        Add(html, "/-/ready", "for probes, as is ", "/-/healthy");
        Add(html, "/docs/", "the documentation of this version; when something is missing ", "/docs/troubleshooting.md");
        return html.Raw("""
            </ul>
            <h2>Ask a device now</h2>
            <form action="/snmp">
            <label>Target <input name="target" placeholder="192.0.2.1" required></label>
            <label>Module <input name="module" value="if_mib"></label>
            <label>Auth <input name="auth" value="public_v2"></label>
            <button>Show its series</button>
            </form>
            <form action="/api/v1/explain">
            <input type="hidden" name="format" value="text">
            <label>Target <input name="target" placeholder="instance or address" required></label>
            <label>OID, metric or label <input name="oid" placeholder="ifAlias; empty for all"></label>
            <button>Explain what becomes of it</button>
            </form>

            """).End();
    }

    /// <summary>An entry: a link, what is there, and perhaps another one.</summary>
    private static void Add(HtmlText html, string path, string text, string? also = null)
    {
        html.Raw("<li>");
        Link(html, path).Text($": {text}");
        if (also is not null) Link(html, also);
        html.Raw("</li>\n");
    }

    private static HtmlText Link(HtmlText html, string path) => html.Raw("<a href=\"").Text(path).Raw("\">").Text(path).Raw("</a>");
}
