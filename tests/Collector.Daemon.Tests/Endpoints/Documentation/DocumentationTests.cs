using System.Net;
using System.Text.RegularExpressions;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints.Documentation;
using Collector.Daemon.Wiring;
using Collector.Testing;
using Microsoft.AspNetCore.Builder;

namespace Collector.Daemon.Tests.Endpoints.Documentation;

/// <summary>The pages at /docs, served by the whole daemon.</summary>
public sealed partial class DocumentationTests : IAsyncLifetime
{
    private readonly WebApplication _host = CollectorHost.Create(CollectorConfiguration.BuiltIn(new CollectorOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Snmp = new SnmpSettings { Lanes = 1 } }));

    private HttpClient _http = new();

    private static IEnumerable<string> Pages => DocumentationEndpoint.Urls.Where(url => url == DocumentationLinks.Root || url.EndsWith(".md", StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        await _host.StartAsync();
        _http.Dispose();
        _http = new HttpClient { BaseAddress = CollectorHost.AddressOf(_host) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_of_the_repository_is_served()
    {
        foreach (var file in Directory.EnumerateFiles(Docs.Path("docs"), "*.md"))
        {
            var name = Path.GetFileName(file);
            Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(name == "README.md" ? "/docs/" : $"/docs/{name}")).StatusCode);
        }

        foreach (var url in DocumentationEndpoint.Urls) Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(url)).StatusCode);
        Assert.Equal(await _http.GetStringAsync("/docs/"), await _http.GetStringAsync("/docs"));
    }

    [Fact]
    public async Task Every_link_leads_to_a_page_and_to_a_place_on_it()
    {
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var url in Pages) pages[url] = await _http.GetStringAsync(url);

        var dead = pages.SelectMany(page => Reference().Matches(page.Value).Select(link => WebUtility.HtmlDecode(link.Groups["url"].Value)).Where(url => !IsAlive(url, page.Key, pages)).Select(url => $"{page.Key}: {url}"));

        Assert.Empty(dead);
    }

    [Fact]
    public async Task Pages_need_no_script_and_nothing_from_elsewhere()
    {
        foreach (var url in Pages)
        {
            using var response = await _http.GetAsync(url);
            var html = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("default-src 'none'; style-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        }
    }

    [Theory]
    [InlineData("/docs/nothing.md")]
    [InlineData("/docs/Configuration.md")]
    [InlineData("/docs/../collector.dll")]
    [InlineData("/docs/%2e%2e/collector.dll")]
    [InlineData("/docs/..%2fcollector.dll")]
    [InlineData("/docs/..%5ccollector.dll")]
    [InlineData("/docs//etc/passwd")]
    [InlineData("/docs/configuration.md/")]
    [InlineData("/docs/configuration.md%00.css")]
    public async Task A_path_that_is_not_listed_is_not_there(string path)
    {
        var reply = await RawRequest.SendAsync(CollectorHost.AddressOf(_host), path);

        Assert.Matches("^HTTP/1.1 (404|400) ", reply);
    }

    private static bool IsAlive(string url, string on, Dictionary<string, string> pages)
    {
        if (url.StartsWith("http", StringComparison.Ordinal)) return true;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var target = hash < 0 ? url : hash == 0 ? on : url[..hash];
        if (target is "/" or "/targets" || DocumentationEndpoint.Urls.Contains(target) && hash < 0) return true;
        return hash >= 0 && pages.TryGetValue(target, out var page) && page.Contains($"id=\"{url[(hash + 1)..]}\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("(href|src)=\"(?<url>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
