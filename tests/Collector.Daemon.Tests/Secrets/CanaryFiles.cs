using Collector.Pipeline.Secrets;
using Collector.Testing;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>A configuration that uses every way in which a secret can be written or kept, with the canary in each.</summary>
internal sealed class CanaryFiles : IDisposable
{
    private const string Canary = CanaryWords.Canary;

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority;

    /// <param name="echo">A server that repeats what it is sent: an inventory, a receiver, a device, a proxy.</param>
    /// <param name="authority">Who its certificate is from; null for one of its own.</param>
    public CanaryFiles(Uri? echo = null, TestAuthority? authority = null)
    {
        _authority = authority ?? new TestAuthority();
        using var server = _authority.Issue("127.0.0.1");
        TestAuthority.WritePem(server, _folder, "server");
        _folder.Write("ca.pem", _authority.Pem);
        Key = File.ReadAllText(_folder["server.key"]);
        Environment = Written.ToDictionary(name => name, _ => $"{Canary}-of-the-environment", StringComparer.Ordinal);
        Environment[SecretSource.CredentialsVariable] = _folder["credentials"];
        foreach (var name in Kept) _folder.Write($"credentials/{name}", $"{Canary}-credential\n");
        foreach (var number in Enumerable.Range(1, 7)) _folder.Write($"secrets/{number}", $"{Canary}-file{number}\n");
        _folder.Write("secrets/key.pem", $"{Canary}-no-key");
        SnmpYml = Snmp;
        CollectorYml = Collector(echo ?? new Uri("https://127.0.0.1:1/"));
        WebYml = Web;
        WriteAll();
    }

    /// <summary>The private key that is written inline.</summary>
    public string Key { get; }

    /// <summary>What the process has to find in its environment.</summary>
    public Dictionary<string, string> Environment { get; }

    public string SnmpYml { get; }

    public string CollectorYml { get; }

    public string WebYml { get; }

    public string this[string relative] => _folder[relative];

    public string Folder => _folder.Path;

    public void Write(string relative, string text) => _folder.Write(relative, text);

    /// <summary>Everything as it should be.</summary>
    public void WriteAll()
    {
        Write("snmp.yml", SnmpYml);
        Write("collector.yml", CollectorYml);
        Write("web.yml", WebYml);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    // Names of variables and credentials are secrets too: somebody may have written the secret in their place.
    private static string[] Written => [.. Enumerable.Range(1, 5).Select(number => $"{Canary}_v{number}")];

    private static string[] Kept => [.. Enumerable.Range(1, 5).Select(number => $"{Canary}_k{number}")];

    private static string Snmp => $$"""
        auths:
          v1: { version: 1, community: {{Canary}}-a1 }
          v2: { version: 2, community: {{Canary}}-a2 }
          v3: { version: 3, username: reader, security_level: authPriv, password: {{Canary}}-a3, auth_protocol: SHA, priv_protocol: AES, priv_password: {{Canary}}-a4 }
          from_file: { version: 2, community_file: secrets/1 }
          from_environment: { version: 3, username: reader, security_level: authNoPriv, password_env: {{Canary}}_v1, auth_protocol: SHA }
          from_systemd: { version: 3, username: reader, security_level: authPriv, password_file: secrets/1, auth_protocol: SHA, priv_protocol: AES, priv_password_credential: {{Canary}}_k1 }
          unused: { version: 2, community: x, password: {{Canary}}-a5, priv_password: {{Canary}}-a6 }
        modules:
          cpu:
            walk: [1.3.6.1.2.1.25.3.3]
            metrics: [ { name: hrProcessorLoad, oid: 1.3.6.1.2.1.25.3.3.1.2, type: gauge, indexes: [ { labelname: i, type: gauge } ] } ]
        """;

    private string Web => $$"""
        tls_server_config:
          cert_file: server.pem
          key: |
        {{Indented(Key, 4)}}
        basic_auth_users: { noc: {{CanaryWords.WebHash}} }
        """;

    private string Collector(Uri echo)
    {
        var device = $"{echo.Host}:{echo.Port}";
        var withPassword = $"{echo.Scheme}://user:{Canary}-url@{device}";
        return $$"""
            listen: 127.0.0.1:0
            data_dir: data
            web_config: web.yml
            reload_on_change: false
            otlp: { endpoint: "{{withPassword}}/v1/metrics", protocol: http/protobuf, interval: 1s, authorization: {{Canary}}-o1, headers: { x-key: {{Canary}}-o2 } }
            snmp: { config_files: [snmp.yml], lanes: 1 }
            defaults: { interval: 500ms, timeout: 100ms, retries: 0, modules: [cpu] }
            gnmi:
              timeout: 2s
              retry: 100ms
              tls-ca: ca.pem
              username: {{Canary}}-g0
              subscriptions: { s: { paths: [/interfaces], stream-mode: sample, sample-interval: 1s } }
              targets:
                g1: { address: "{{device}}", username: {{Canary}}-g1, password: {{Canary}}-g2, metadata: { x-key: {{Canary}}-g3 } }
                g2: { address: "{{device}}", token: {{Canary}}-g4 }
                g3: { address: "{{device}}", auth-scheme: Basic, username: {{Canary}}-g5, password: {{Canary}}-g6 }
                g4: { address: "{{device}}", username_env: {{Canary}}_v2, password_file: secrets/2, token_credential: {{Canary}}_k2 }
                g5: { address: "{{device}}", password_env: {{Canary}}_v3, tls-cert: server.pem, tls-key: secrets/key.pem }
            targets:
              static:
              - { targets: ["127.77.0.1:1161"], labels: { __param_auth: v1 } }
              - { targets: ["127.77.0.2:1161"], labels: { __param_auth: v2 } }
              - { targets: ["127.77.0.3:1161"], labels: { __param_auth: v3 } }
              - { targets: ["127.77.0.4:1161"], labels: { __param_auth: from_file } }
              - { targets: ["127.77.0.5:1161"], labels: { __param_auth: from_systemd } }
              http:
              - { url: "{{echo}}list/1", refresh_interval: 1s, tls_config: { ca_file: ca.pem }, basic_auth: { username: noc, password: {{Canary}}-h1 } }
              - { url: "{{echo}}list/2", refresh_interval: 1s, tls_config: { ca_file: ca.pem }, authorization: { type: Token, credentials_env: {{Canary}}_v4 } }
              - { url: "{{echo}}list/3", refresh_interval: 1s, tls_config: { ca_file: ca.pem }, bearer_token: {{Canary}}-h2 }
              - { url: "{{withPassword}}/list/4", refresh_interval: 1s, tls_config: { ca_file: ca.pem } }
              - { url: "{{echo}}list/5", refresh_interval: 1s, proxy_url: "http://user:{{Canary}}-proxy@{{device}}" }
            remote_write:
            - { url: "{{echo}}write/1", name: w1, tls_config: { ca_file: ca.pem }, basic_auth: { username_file: secrets/3, password_file: secrets/4 } }
            - { url: "{{echo}}write/2", name: w2, tls_config: { ca_file: ca.pem }, authorization: { credentials_credential: {{Canary}}_k3 } }
            - { url: "{{echo}}write/3", name: w3, tls_config: { ca_file: ca.pem }, http_headers: { X-Scope: { secrets: [ {{Canary}}-r1 ], files: [ secrets/5 ] } } }
            - { url: "{{withPassword}}/write/4", name: w4, tls_config: { ca_file: ca.pem } }
            - { url: "{{echo}}write/5", name: w5, tls_config: { ca_file: ca.pem }, oauth2: { client_id: me, client_secret: {{Canary}}-r2, token_url: "{{echo}}token/5", endpoint_params: { assertion: {{Canary}}-r3 }, tls_config: { ca_file: ca.pem } } }
            - { url: "{{echo}}write/6", name: w6, oauth2: { client_id: me, client_secret_env: {{Canary}}_v5, token_url: "{{withPassword}}/token/6", tls_config: { ca_file: ca.pem } } }
            - url: {{echo}}write/7
              name: w7
              tls_config:
                ca_file: ca.pem
                cert_file: server.pem
                key: |
            {{Indented(Key, 6)}}
            - { url: "{{echo}}write/8", name: w8, tls_config: { ca_file: ca.pem, cert_file: server.pem, key_file: secrets/key.pem }, bearer_token_file: secrets/6 }
            """;
    }

    private static string Indented(string pem, int by) => string.Join('\n', pem.Trim().Split('\n').Select(line => new string(' ', by) + line));
}
