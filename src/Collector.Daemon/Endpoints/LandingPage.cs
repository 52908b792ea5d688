using System.Net;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/</c>: where to look next.</summary>
internal static class LandingPage
{
    /// <param name="telemetryPath">Where the page of all series is.</param>
    public static RequestDelegate At(string telemetryPath)
    {
        var html = Html(WebUtility.HtmlEncode(telemetryPath));
        return http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            return http.Response.WriteAsync(html);
        };
    }

    private static string Html(string telemetryPath) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Collector</title></head>
        <body>
        <h1>Collector {CollectorMeter.Version}</h1>
        <form action="/snmp">
        <label>Target <input name="target" placeholder="192.0.2.1" required></label>
        <label>Module <input name="module" value="if_mib"></label>
        <label>Auth <input name="auth" value="public_v2"></label>
        <input type="submit" value="Ask now">
        </form>
        <ul>
        <li><a href="{telemetryPath}">{telemetryPath}</a>: everything; <code>?site=ams1</code> (any label) or <code>?shard=1/4</code> for a part of it</li>
        <li><a href="{telemetryPath.TrimEnd('/')}/collector">{telemetryPath.TrimEnd('/')}/collector</a>: of the collector itself, even while every other page waits</li>
        <li><a href="/targets">/targets</a>: what is polled, how it goes, and why what is missing is missing; for programs at <a href="/api/v1/targets">/api/v1/targets</a></li>
        <li><a href="/api/v1/inventory">/api/v1/inventory</a>: what the devices are and are made of; <code>?format=csv</code> for a spreadsheet</li>
        <li><a href="/config">/config</a>: the configuration in force, secrets masked</li>
        <li><code>/api/v1/explain?target=INSTANCE</code>: polls it now and says what became of each object; <code>&amp;oid=OID</code> asks for one</li>
        <li><a href="/docs/">/docs/</a>: the documentation</li>
        <li><a href="/-/healthy">/-/healthy</a>, <a href="/-/ready">/-/ready</a>: for probes</li>
        </ul>
        </body>
        </html>

        """;
}
