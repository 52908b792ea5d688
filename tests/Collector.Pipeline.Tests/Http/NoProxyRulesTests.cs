using Collector.Pipeline.Http;

namespace Collector.Pipeline.Tests.Http;

public sealed class NoProxyRulesTests
{
    [Theory]
    [InlineData("", "http://localhost/", true)]
    [InlineData("", "http://127.0.0.2/", true)]
    [InlineData("", "http://example.com/", false)]
    [InlineData("*", "http://example.com/", true)]
    [InlineData("example.com", "http://example.com/", true)]
    [InlineData("example.com", "http://a.example.com/", true)]
    [InlineData("example.com", "http://badexample.com/", false)]
    [InlineData(".example.com", "http://example.com/", false)]
    [InlineData(".example.com", "http://a.EXAMPLE.com/", true)]
    [InlineData("*.example.com", "http://a.example.com/", true)]
    [InlineData("example.com:8080", "http://example.com/", false)]
    [InlineData("example.com:8080", "http://example.com:8080/", true)]
    [InlineData("192.0.2.0/24", "http://192.0.2.7/", true)]
    [InlineData("192.0.2.0/24", "http://192.0.3.7/", false)]
    [InlineData("192.0.2.7", "https://192.0.2.7:8443/", true)]
    [InlineData("a, [2001:db8::1]:80", "http://[2001:db8::1]/", true)]
    [InlineData("2001:db8::/32", "http://[2001:db8::1]/", true)]
    public void Hosts_are_excepted_as_Go_excepts_them(string rules, string url, bool isExcepted) => Assert.Equal(isExcepted, new NoProxyRules(rules).Matches(new Uri(url)));

    [Fact]
    public void The_environment_names_a_proxy_for_each_scheme()
    {
        var variables = new Dictionary<string, string> { ["HTTP_PROXY"] = "proxy:3128", ["https_proxy"] = "http://secure:1", ["NO_PROXY"] = "inside" };
        var proxy = ConfiguredProxy.FromEnvironment(variables.GetValueOrDefault)!;
        Assert.Equal("http://proxy:3128/", proxy.GetProxy(new Uri("http://outside/"))!.AbsoluteUri);
        Assert.Equal("http://secure:1/", proxy.GetProxy(new Uri("https://outside/"))!.AbsoluteUri);
        Assert.True(proxy.IsBypassed(new Uri("http://inside/")));
        Assert.Null(ConfiguredProxy.FromEnvironment(_ => null));
    }
}
