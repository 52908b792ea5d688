using System.Text;
using Collector.Daemon.Web;
using Collector.Pipeline.Configuration;

namespace Collector.Fuzz.Targets;

/// <summary>The file that <c>web_config</c> names.</summary>
internal sealed class WebYamlTarget : FuzzTarget
{
    public override string Name => "web.yml";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        """
        tls_server_config:
          cert: inline
          key: inline
          client_ca: inline
          client_auth_type: RequireAndVerifyClientCert
          client_allowed_sans: [prometheus.example.net]
          min_version: TLS12
          cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
        http_server_config: { http2: false, headers: { X-Frame-Options: deny } }
        basic_auth_users: { noc: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW }
        rate_limit: { interval: 100ms, burst: 5 }
        """,
        "basic_auth_users:\n  noc: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } = YamlTokens.With(
        "cert_file: nowhere.pem", "key_file: \"a\\0b\"", "client_auth_type: Sometimes", "max_version: TLS10", "curve_preferences: [X25519]", "$2y$31$", "$2z$", "burst: -1", "interval: 1", "Server: x", "basic_auth_users: {a: b}");

    public override void Read(byte[] input)
    {
        var problems = new ConfigurationProblems();
        var options = WebOptionsReader.Read(YamlTokens.Load(input, problems), "/nowhere", problems);
        YamlTokens.MustHavePlaces(problems);
        Must(problems.HasErrors || options.Headers.Values.All(value => !value.Any(char.IsControl)), "a header can be sent");
    }
}
