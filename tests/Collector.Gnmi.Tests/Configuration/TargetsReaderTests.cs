using System.Security.Authentication;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Protocol;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Tests.Configuration;

public sealed class TargetsReaderTests : IDisposable
{
    private const string Subscriptions = "subscriptions: { a: { paths: [/a] }, b: { paths: [/b] } }\n";

    private readonly GnmiYaml _yaml = new();

    public void Dispose() => _yaml.Dispose();

    private GnmiTargetOptions ReadOne(string section) => Assert.Single(_yaml.Read(Subscriptions + section).Options.Targets.Values);

    private static string? Label(TargetGroup group, string name) => group.Labels.FirstOrDefault(label => label.Name == name).Value;

    [Fact]
    public void A_target_is_named_by_its_key_which_is_also_its_address()
    {
        var read = _yaml.Read(Subscriptions + "targets:\n  edge1.lon:");

        var target = Assert.Single(read.Options.Targets).Value;
        Assert.Equal("edge1.lon", target.Name);
        Assert.Equal(["edge1.lon:57400"], target.Addresses);
        var group = Assert.Single(read.Targets);
        Assert.Equal("edge1.lon", Assert.Single(group.Targets).Text);
        Assert.Equal("collector.yml:3:3", group.Targets[0].Position.ToString());
        Assert.Equal(("gnmi", "edge1.lon:57400", "edge1.lon", "a,b"),
            (Label(group, "__protocol__"), Label(group, "__address__"), Label(group, "__param_auth"), Label(group, "__subscriptions__")));
        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void Secrets_may_be_kept_elsewhere()
    {
        var file = _yaml.Write("secrets/password", "s3cret\n");
        var read = _yaml.Read(Subscriptions + """
            username: collector
            password_file: secrets/password
            targets:
              inherits: {}
              own: { password: written, token_file: secrets/password }
              none: { password: "" }
            """).Options.Targets;

        Assert.Empty(_yaml.Messages);
        Assert.Equal(("collector", "s3cret"), (read["inherits"].WithSecrets().Username!.Reveal(), read["inherits"].WithSecrets().Password!.Reveal()));
        Assert.Null(read["inherits"].Password); // it is read when it is used
        Assert.Equal(("written", "s3cret"), (read["own"].WithSecrets().Password!.Reveal(), read["own"].WithSecrets().Token!.Reveal()));
        Assert.Null(read["none"].WithSecrets().Password);

        File.WriteAllText(file, "another");
        Assert.Equal("another", read["inherits"].WithSecrets().Password!.Reveal());
    }

    [Fact]
    public void A_secret_is_written_in_one_way_only()
    {
        _yaml.Read(Subscriptions + "targets: { edge1: { password: a, password_file: nowhere } }");
        Assert.Contains("at most one of password", Assert.Single(_yaml.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_not_there_yet_is_a_warning()
    {
        _yaml.Read(Subscriptions + "targets: { edge1: { password_file: nowhere } }");
        Assert.Contains("password_file:", Assert.Single(_yaml.Messages), StringComparison.Ordinal);
        Assert.False(_yaml.Problems.HasErrors);
    }

    [Fact]
    public void Everything_that_a_target_can_say_is_read()
    {
        var (ca, certificate, key) = (_yaml.Write("tls/ca.pem", "-"), _yaml.Write("tls/cert.pem", "-"), _yaml.Write("tls/key.pem", "-"));
        var target = ReadOne("""
            targets:
              key1:
                name: edge1
                address: "192.0.2.1, [2001:db8::1]:9339,unix:///run/gnmi.sock"
                username: u
                password: p$word
                auth-scheme: Basic
                token: t
                timeout: 3s
                skip-verify: false
                tls-ca: tls/ca.pem
                tls-cert: tls/cert.pem
                tls-key: tls/key.pem
                tls-server-name: edge1.example
                tls-min-version: "1.2"
                tls-max-version: 1.3
                subscriptions: [b]
                encoding: proto
                retry-timer: 20s
                event-tags: { site-name: ams1, rack: 12 }
                metadata: { X-Tenant: blue }
                gzip: true
                tcp-keepalive: -1s
                grpc-keepalive: { time: 10m, timeout: 20s, permit-without-stream: true }
            """);

        Assert.Equal("edge1", target.Name);
        Assert.Equal(["192.0.2.1:57400", "[2001:db8::1]:9339", "unix:///run/gnmi.sock"], target.Addresses);
        Assert.Equal(("u", "p$word", "Basic", "t"), (target.Username!.Reveal(), target.Password!.Reveal(), target.AuthScheme, target.Token!.Reveal()));
        Assert.Equal((3.0, 20.0, -1.0), (target.Timeout.TotalSeconds, target.RetryTimer.TotalSeconds, target.TcpKeepAlive!.Value.TotalSeconds));
        Assert.Equal((ca, certificate, key, "edge1.example"), (target.Tls.CaFile, target.Tls.CertificateFile, target.Tls.KeyFile, target.Tls.ServerName));
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, target.Tls.Versions);
        Assert.Equal(["b"], target.Subscriptions!);
        Assert.Equal((Encoding.Proto, true, false), (target.Encoding, target.Gzip, target.Insecure));
        Assert.Equal([new("site-name", "ams1"), new("rack", "12")], target.EventTags);
        var metadata = Assert.Single(target.Metadata);
        Assert.Equal(("x-tenant", "blue"), (metadata.Key, metadata.Value.Reveal()));
        Assert.Equal((600.0, 20.0), (target.KeepAlivePingDelay!.Value.TotalSeconds, target.KeepAlivePingTimeout!.Value.TotalSeconds));
        Assert.Equal("collector.yml:25:21: warning: grpc-keepalive: stock gRPC servers end calls of clients that ping more often than every five minutes while no data flows", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void Keys_of_the_top_level_hold_for_every_target_that_says_nothing_else()
    {
        var options = _yaml.Read(Subscriptions + """
            username: u
            password: p
            port: 9339
            encoding: json_ietf
            insecure: true
            timeout: 5s
            retry: 7s
            max-msg-size: 1000000
            gzip: true
            metadata: { a: b }
            targets: { plain: , other: { username: v, password: "", insecure: false, retry-timer: 1s, gzip: false, encoding: bytes } }
            """).Options;

        var (plain, other) = (options.Targets["plain"], options.Targets["other"]);
        Assert.Equal(("u", "p", true, Encoding.JsonIetf, 7.0, 1_000_000), (plain.Username!.Reveal(), plain.Password!.Reveal(), plain.Insecure, plain.Encoding, plain.RetryTimer.TotalSeconds, plain.MaxMessageSize));
        Assert.Equal(["plain:9339"], plain.Addresses);
        Assert.Equal(("v", null, false, Encoding.Bytes, 1.0, false), (other.Username!.Reveal(), other.Password, other.Insecure, other.Encoding, other.RetryTimer.TotalSeconds, other.Gzip));
        Assert.Equal("b", Assert.Single(other.Metadata).Value.Reveal());
        Assert.Equal((true, 9339), (options.Defaults.Insecure, options.Defaults.Port));
        Assert.Equal("collector.yml:6:11: warning: insecure: user names and passwords cross the network as plain text", Assert.Single(_yaml.Messages));
    }

    [Theory]
    [InlineData("targets: a:1 b", new[] { "a", "b" }, new[] { "a:1", "b:57400" })]
    [InlineData("address: [a:1, b]", new[] { "a", "b" }, new[] { "a:1", "b:57400" })]
    [InlineData("address: a", new[] { "a" }, new[] { "a:57400" })]
    public void The_short_forms_name_targets_by_their_addresses(string line, string[] names, string[] addresses)
    {
        var targets = _yaml.Read(Subscriptions + line).Options.Targets.Values;

        Assert.Equal(addresses, targets.SelectMany(target => target.Addresses));
        Assert.Equal(names.Length, targets.Count(target => names.Contains(target.Name.Split(':')[0])));
        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void The_list_of_addresses_wins_over_targets()
    {
        var read = _yaml.Read(Subscriptions + "address: [a]\ntargets: { b: }");

        Assert.Equal("a", Assert.Single(read.Options.Targets).Key);
        Assert.Equal("collector.yml:3:10: warning: targets are not used, because address is given, as in gnmic", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void Variables_are_put_in_where_gnmic_puts_them_in_and_a_password_is_left_alone()
    {
        (_yaml.Variables["H"], _yaml.Variables["PW"], _yaml.Variables["S"]) = ("edge1", "se$cret", "b");

        var target = ReadOne("targets: { '$H': { address: '${H}:1', username: '${H}-u', password: $PW, token: $PW, subscriptions: [$S] } }");

        Assert.Equal(("edge1", "edge1:1"), (target.Name, target.Addresses[0]));
        Assert.Equal(("edge1-u", "se$cret", "se$cret"), (target.Username!.Reveal(), target.Password!.Reveal(), target.Token!.Reveal()));
        Assert.Equal(["b"], target.Subscriptions!);
        Assert.Empty(_yaml.Messages);
    }

    [Theory]
    [InlineData("targets: { x: { username: $NO } }", "collector.yml:2:27: username: the environment variable that it names is not set")]
    [InlineData("targets: { x: { address: $NO } }", "collector.yml:2:26: address: the environment variable NO is not set")]
    [InlineData("targets: 5 6\ntargets_: x", "collector.yml:3:1: unknown key \"targets_\"; did you mean \"targets\"?")]
    [InlineData("targets: { x: y }", "collector.yml:2:15: target x: expected a mapping, and this is a single value")]
    [InlineData("targets: [x]", "collector.yml:2:10: targets: expected a mapping, and this is a list")]
    [InlineData("targets: { x: { tls-version: 1.4 } }", "collector.yml:2:30: tls-version: \"1.4\" is not one of 1.0, 1.1, 1.2, 1.3")]
    [InlineData("targets: { x: { tls-min-version: 1.3, tls-max-version: 1.2 } }", "collector.yml:2:34: tls-min-version is higher than tls-max-version")]
    [InlineData("targets: { x: { tls-key: /dev/null } }", "collector.yml:2:26: tls-key has no effect without tls-cert")]
    [InlineData("targets: { x: { metadata: { grpc-timeout: 1S } } }", "collector.yml:2:29: metadata: grpc-timeout is gRPC's own")]
    [InlineData("targets: { x: { metadata: { 'a b': c } } }", "collector.yml:2:29: metadata: a name has letters, digits, -, _ and . only")]
    [InlineData("targets: { x: { event-tags: { __a: b } } }", "collector.yml:2:31: event-tags: __a cannot be a label: __ is for labels that steer")]
    [InlineData("targets: { x: { subscription: [a] } }", "collector.yml:2:17: unknown key \"subscription\"; did you mean \"subscriptions\"?")]
    [InlineData("port: 70000", "collector.yml:2:7: port: 70000 is not between 1 and 65535")]
    [InlineData("loader: { type: file }", "collector.yml:2:9: loader: path is required")]
    public void What_is_wrong_is_told_with_its_place(string line, string problem)
    {
        _yaml.Read(Subscriptions + line);

        Assert.Equal(problem, Assert.Single(_yaml.Messages));
        Assert.True(_yaml.Problems.HasErrors);
    }

    [Theory]
    [InlineData("targets: { x: { proxy: 'socks5://a:1' } }", "2:24: warning: proxy is not supported: connections are direct, and this one may not come about")]
    [InlineData("targets: { x: { cipher-suites: [A] } }", "2:32: warning: cipher-suites is not supported: the suites of TLS are those of the platform (openssl.cnf)")]
    [InlineData("targets: { x: { log-tls-secret: true } }", "2:33: warning: log-tls-secret is not supported: the keys of TLS sessions are never written")]
    [InlineData("targets: { x: { proto-files: [a], proto-dirs: [] } }", "2:30: warning: proto-files is not supported: values of the type proto_bytes are not decoded", 2)]
    [InlineData("targets: { x: { tags: [a=b] }, y: { tags: [a=b] } }", "2:23: warning: tags is not supported: there are no clusters of gnmic's kind")]
    [InlineData("targets: { x: { event-tags: { instance: y } } }", "2:31: warning: event-tags: instance is the target's name wherever labels of targets are shown")]
    [InlineData("targets: { x: { tls-ca: nowhere.pem } }", "2:25: warning: tls-ca: \"nowhere.pem\" stands for nowhere.pem, which does not exist")]
    [InlineData("targets: { x: { insecure: true, token: t } }", "2:27: warning: insecure: a token is sent over TLS only, and so not at all")]
    [InlineData("targets: { x: { grpc-keepalive: { time: 1s } } }", "2:41: warning: grpc-keepalive: time is at least 10s", 2)]
    [InlineData("actions: { x: { type: gnmi } }", "2:10: warning: actions is not supported: nothing is ever changed on a device or run on this machine")]
    [InlineData("loader: { type: consul, address: x }", "2:17: warning: loader: \"consul\" is not supported; targets come from files (targets.files with the label __protocol__: gnmi)")]
    [InlineData("subscribe-mode: once", "2:17: warning: subscribe-mode is not supported: it is a flag of gnmic's command line")]
    public void What_is_not_supported_is_said_once_for_each_file(string line, string problem, int count = 1)
    {
        _yaml.Read(Subscriptions + line);

        Assert.Equal(count, _yaml.Messages.Count);
        Assert.Equal($"collector.yml:{problem}", _yaml.Messages[0]);
    }

    [Fact]
    public void What_is_switched_off_is_not_worth_a_word()
    {
        _yaml.Read(Subscriptions + "debug: false\nlog-file: \"\"\nproxy-from-env:\ntargets: { x: { log-tls-secret: false, buffer-size: 0 } }");

        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void The_file_of_the_file_loader_is_read_with_the_configuration()
    {
        _yaml.Write("t.json", """{ "edge1": { "address": "192.0.2.1" }, "edge2": null }""");

        var read = _yaml.Read(Subscriptions + "port: 1\nloader: { type: file, path: t.json, interval: 30s }");

        Assert.Equal(["192.0.2.1:1", "edge2:1"], read.Options.Targets.Values.SelectMany(target => target.Addresses));
        Assert.Equal("t.json:1:3", read.Targets[0].Targets[0].Position.ToString().Split('/')[^1]);
        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void Tags_become_labels_under_gnmics_names()
    {
        var group = Assert.Single(_yaml.Read(Subscriptions + "targets: { x: { event-tags: { 'a/site--name': ams1, 1st: y, empty: '' } } }").Targets);

        Assert.Equal(("ams1", "y", null), (Label(group, "site_name"), Label(group, "_1st"), Label(group, "empty")));
        Assert.Empty(_yaml.Messages);
    }
}
