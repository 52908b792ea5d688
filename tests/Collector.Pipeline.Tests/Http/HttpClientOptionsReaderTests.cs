using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Tests.Configuration;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Http;

public sealed class HttpClientOptionsReaderTests
{
    [Fact]
    public void Nothing_written_means_the_defaults_of_Prometheus()
    {
        var options = Valid("{}");
        Assert.Equal(new HttpClientOptions(), options);
        Assert.True(options.FollowRedirects && options.EnableHttp2);
        Assert.False(Read("{}", http2: false).Options.EnableHttp2);
    }

    [Fact]
    public void Everything_that_may_be_written_is_read()
    {
        var options = Valid("""
            oauth2:
              client_id: me
              client_secret: s
              token_url: https://id.example/token
              scopes: [a, b]
              endpoint_params: {audience: x}
              tls_config: {insecure_skip_verify: true}
            tls_config: {server_name: tsdb, min_version: TLS13, max_version: TLS13}
            proxy_url: http://proxy:3128
            no_proxy: .example
            follow_redirects: false
            enable_http2: false
            http_headers: {X-Scope-OrgID: {values: [a, b], secrets: [c]}}
            """);
        Assert.Equal("me", options.OAuth2!.ClientId);
        Assert.Equal(["a", "b"], options.OAuth2.Scopes);
        Assert.True(options.OAuth2.Tls.SkipVerify);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls13, options.Tls.Versions);
        Assert.Equal("http://proxy:3128/", options.Proxy.Url!.AbsoluteUri);
        Assert.False(options.FollowRedirects || options.EnableHttp2);
        Assert.Equal("X-Scope-OrgID", Assert.Single(options.Headers).Name);
    }

    [Fact]
    public void A_bearer_token_is_an_authorization()
    {
        Assert.Equal(new AuthorizationOptions("Bearer", new WrittenSecret(Secret.From("t"))), Valid("bearer_token: t").Authorization);
        Assert.Equal("Bearer", Valid("authorization: {credentials: t}").Authorization!.Type);
        Assert.Equal("Token", Valid("authorization: {type: ' Token ', credentials: t}").Authorization!.Type);
    }

    [Theory]
    [InlineData("{basic_auth: {username: a}, bearer_token: b}", "1:43: at most one of basic_auth, authorization, oauth2 and bearer_token may be written, and there are basic_auth and bearer_token")]
    [InlineData("{authorization: {credentials: c4nary}, bearer_token: c4nary}", "1:54: authorization is not compatible with bearer_token: both are the same header")]
    [InlineData("{authorization: {credentials: c4nary}, bearer_token_env: PATH}", "1:58: authorization is not compatible with bearer_token_env: both are the same header")]
    [InlineData("{bearer_token: c4nary, authorization: {credentials: c4nary}}", "1:16: authorization is not compatible with bearer_token: both are the same header")]
    [InlineData("{basic_auth: {username: a, usernme: b}}", "1:28: unknown key \"usernme\"; did you mean \"username\"?")]
    [InlineData("{basic_auth: {password: a, password_file: /x}}", "1:43: at most one of password, password_file, password_env, password_credential may be written")]
    [InlineData("{authorization: {type: Basic, credentials: a}}", "1:24: type: basic is written as basic_auth")]
    [InlineData("{oauth2: {client_secret: a}}", "1:10: token_url is required\nf.yml:1:10: client_id is required")]
    [InlineData("{tls_config: {cert: x}}", "1:14: tls_config: a certificate needs its key")]
    [InlineData("{tls_config: {ca: c4nary}}", "1:14: tls_config: ca holds no certificate in PEM")]
    [InlineData("{tls_config: {cert: c4nary, key: c4nary}}", "1:14: tls_config: cert and key are not a certificate and its key in PEM")]
    [InlineData("{tls_config: {min_version: TLS13, max_version: TLS12}}", "1:48: max_version is lower than min_version")]
    [InlineData("{tls_config: {max_version: TLS11}}", "1:28: max_version is lower than min_version")]
    [InlineData("{tls_config: {min_version: SSL3}}", "1:28: min_version: \"SSL3\" is not one of TLS10, TLS11, TLS12, TLS13")]
    [InlineData("{proxy_url: 'http://p:1', proxy_from_environment: true}", "1:13: proxy_url and proxy_from_environment exclude each other")]
    [InlineData("{no_proxy: a}", "1:12: no_proxy needs a proxy_url")]
    [InlineData("{proxy_url: 'socks5://p:1'}", "1:13: proxy_url: not a URL such as http://proxy:3128")]
    [InlineData("{proxy_connect_header: {a: [b]}}", "1:24: proxy_connect_header cannot be sent by this collector")]
    [InlineData("{http_headers: {Authorization: {values: [c4nary]}}}", "1:17: http_headers: Authorization may not be set")]
    [InlineData("{http_headers: {a: {values: [x]}, A: {values: [x]}}}", "1:35: http_headers: A is there twice")]
    [InlineData("{http_headers: {a: {secrets: [\"c4nary\\n\"]}}}", "1:31: a: a header has no line breaks and no control characters")]
    public void What_is_wrong_is_told_with_its_place_and_without_secrets(string yaml, string expected)
    {
        var (_, problems) = Read(yaml);
        Assert.Equal("f.yml:" + expected, problems.ToString());
        Assert.DoesNotContain("c4nary", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_in_every_field_is_not_written_to_the_page_of_the_configuration()
    {
        using var folder = new TemporaryFolder();
        folder.Write("f", "c4nary");
        foreach (var yaml in new[]
        {
            "basic_auth: {username: u, password: c4nary}", "authorization: {credentials: c4nary}", "bearer_token: c4nary", "basic_auth: {username: u, password_env: c4nary}",
            "oauth2: {client_id: i, client_secret: c4nary, token_url: 'http://u:c4nary@h/', endpoint_params: {password: c4nary}}",
            "proxy_url: http://u:c4nary@proxy:1", "http_headers: {X: {values: [v], secrets: [c4nary], files: [f]}}", "authorization: {credentials_file: f}",
        })
        {
            var (options, problems) = Read(yaml, folder: folder.Path);
            using var text = new StringWriter();
            HttpClientOptionsWriter.Write(new YamlWriter(text), options);
            Assert.NotEqual("", text.ToString());
            Assert.DoesNotContain("c4nary", text.ToString() + problems + options, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_are_equal_when_they_say_the_same()
    {
        const string Text = "{oauth2: {client_id: a, token_url: 'http://u:1@h/', scopes: [s]}, http_headers: {X: {values: [v], secrets: [s]}}}";
        Assert.Equal(Valid(Text), Valid(Text));
        Assert.NotEqual(Valid(Text), Valid(Text.Replace("u:1", "u:2", StringComparison.Ordinal)));
        Assert.NotEqual(Valid(Text), Valid(Text.Replace("secrets: [s]", "secrets: [t]", StringComparison.Ordinal)));
    }

    private static HttpClientOptions Valid(string yaml)
    {
        var (options, problems) = Read(yaml);
        Assert.Equal("", problems.ToString());
        return options;
    }

    private static (HttpClientOptions Options, ConfigurationProblems Problems) Read(string yaml, bool http2 = true, string folder = "/")
    {
        var (reader, problems) = Yaml.Mapping(yaml);
        var options = new HttpClientOptionsReader(folder, problems).Read(reader, http2);
        reader.RejectUnknown();
        return (options, problems);
    }
}
