using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

public class SnmpConfigReaderTests
{
    [Fact]
    public void Every_key_of_the_format_is_read()
    {
        var (modules, problems) = SnmpYaml.Load("""
            version: 3
            auths:
              lab: {version: 1, community: s3cret, security_level: noAuthNoPriv, auth_protocol: MD5, priv_protocol: DES, context_name: ctx}
            modules:
              m:
                walk: [1.3.6.1.2.1.2, 1.3.6.1.2.1.31.1.1]
                get: [1.3.6.1.2.1.1.3.0]
                max_repetitions: 50
                retries: 0
                timeout: 1m30s
                use_unconnected_udp_socket: true
                allow_nonincreasing_oids: true
                metrics:
                  - name: ifHCInOctets
                    oid: 1.3.6.1.2.1.31.1.1.1.6
                    type: counter
                    help: Octets in.
                    scale: 0.1
                    offset: -40
                    enum_values: {1: up, 2: down, -1: none}
                    display_hint: '1x:'
                    indexes:
                      - {labelname: ifIndex, type: gauge}
                      - {labelname: name, type: DisplayString, fixed_size: 4, implied: true, enum_values: {7: x}}
                    lookups:
                      - {labels: [ifIndex, name], labelname: ifName, oid: 1.3.6.1.2.1.31.1.1.1.1, type: DisplayString}
                      - {labels: [], labelname: ifIndex}
                    regex_extracts:
                      Load: [{regex: '(.+)'}, {regex: 'x', value: '5'}]
                    datetime_pattern: '%H'
            """);
        Assert.Equal("", problems.ToString());

        var auth = modules.Auths["lab"];
        Assert.Equal((SnmpVersion.V1, "s3cret", "ctx"), (auth.Version, auth.Community.Reveal(), auth.ContextName));

        var module = modules.Modules["m"];
        Assert.Equal([Oid.Parse("1.3.6.1.2.1.2"), Oid.Parse("1.3.6.1.2.1.31.1.1")], module.Walk);
        Assert.Equal([Oid.Parse("1.3.6.1.2.1.1.3.0")], module.Get);
        Assert.Equal((50, 0, TimeSpan.FromSeconds(90)), (module.MaxRepetitions, module.Retries, module.Timeout));
        Assert.True(module is { UseUnconnectedUdpSocket: true, AllowNonincreasingOids: true });

        var metric = Assert.Single(module.Metrics);
        Assert.Equal(("ifHCInOctets", SnmpMetricType.Counter, "Octets in."), (metric.Name, metric.Type, metric.Help));
        Assert.Equal(Oid.Parse("1.3.6.1.2.1.31.1.1.1.6"), metric.Oid);
        Assert.Equal((0.1, -40.0, "1x:", "%H"), (metric.Scale, metric.Offset, metric.DisplayHint, metric.DateTimePattern));
        Assert.Equal("none", metric.EnumValues[-1]);
        Assert.Equal(["$1", "5"], metric.RegexExtracts["Load"].Select(extract => extract.Value));

        Assert.Equal((SnmpIndexType.Gauge, 0, false), (metric.Indexes[0].Type, metric.Indexes[0].FixedSize, metric.Indexes[0].Implied));
        Assert.Equal((SnmpIndexType.DisplayString, 4, true, "x"), (metric.Indexes[1].Type, metric.Indexes[1].FixedSize, metric.Indexes[1].Implied, metric.Indexes[1].EnumValues[7]));
        Assert.Equal(["ifIndex", "name"], metric.Lookups[0].Labels);
        Assert.Equal(("ifName", SnmpLookupType.DisplayString, false), (metric.Lookups[0].LabelName, metric.Lookups[0].Type, metric.Lookups[0].IsRemoval));
        Assert.Equal(("ifIndex", true), (metric.Lookups[1].LabelName, metric.Lookups[1].IsRemoval));
    }

    [Fact]
    public void Defaults_are_those_of_the_format()
    {
        var modules = SnmpYaml.Valid("auths: {a: {}, b: ~}\nmodules: {m: {metrics: []}}\n");
        Assert.Equal((SnmpVersion.V2c, "public"), (modules.Auths["a"].Version, modules.Auths["a"].Community.Reveal()));
        Assert.Equal(SnmpVersion.V2c, modules.Auths["b"].Version);
        var module = modules.Modules["m"];
        Assert.Equal((25, null, null, 0), (module.MaxRepetitions, module.Retries, module.Timeout, module.Walk.Count));
    }

    [Fact]
    public void Names_are_case_sensitive()
    {
        var modules = SnmpYaml.Valid("modules: {m: {metrics: []}, M: {metrics: []}}\n");
        Assert.Equal(2, modules.Modules.Count);
        Assert.False(modules.TryGetAuth("public_v2", out _));
        Assert.True(modules.TryGetModule("M", out var module) && module.Name == "M");
    }

    [Theory]
    [InlineData("modules: {m: {walks: [], metrics: []}}", "s.yml:1:15: unknown key \"walks\"; did you mean \"walk\"?")]
    [InlineData("modules: {m: {metrics: [], timeout: 5}}", "s.yml:1:37: timeout: 5 has no unit; write 5s for seconds or 5ms for milliseconds")]
    [InlineData("modules: {m: {walk: []}}", "s.yml:1:14: module m: metrics is required")]
    [InlineData("modules: {m: ~}", "s.yml:1:14: module m is empty")]
    [InlineData("modules: {m: {metrics: [], walk: [.1.3.6, 1.3.x, 4.1]}}",
        "s.yml:1:35: walk: write .1.3.6 without the leading dot\ns.yml:1:43: walk: \"1.3.x\" is not an OID\ns.yml:1:50: walk: \"4.1\" is not an OID")]
    [InlineData("auths: {a: {version: 4}}", "s.yml:1:22: version: 4 is not between 1 and 3")]
    [InlineData("auths: {a: {comunity: x}}", "s.yml:1:13: unknown key \"comunity\"; did you mean \"community\"?")]
    [InlineData("module: {}", "s.yml:1:1: unknown key \"module\"; did you mean \"modules\"?")]
    [InlineData("auths: {a: {}, a: {}}", "s.yml:1:16: key \"a\" is already at line 1")]
    public void What_is_wrong_is_reported_where_it_stands(string text, string problems) => Assert.Equal(problems, SnmpYaml.Problems(text));

    [Fact]
    public void Version_3_is_read()
    {
        var (modules, problems) = SnmpYaml.Load("""
            auths:
              v3: {version: 3, security_level: authPriv, username: u, password: p4ss-p4ss, auth_protocol: SHA256, priv_protocol: AES256C, priv_password: p5ss-p5ss}
            """);
        Assert.Empty(problems);
        var auth = modules.Auths["v3"];
        Assert.Equal((SnmpSecurityLevel.AuthPriv, SnmpAuthProtocol.Sha256, SnmpPrivProtocol.Aes256C), (auth.SecurityLevel, auth.AuthProtocol, auth.PrivProtocol));
        Assert.DoesNotContain("p4ss", auth.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_3_needs_what_its_level_says()
    {
        var problems = SnmpYaml.Problems("auths: {v3: {version: 3, security_level: authPriv, auth_protocol: md5}}");
        Assert.Contains("1:67: auth_protocol: \"md5\" is not one of MD5, SHA, SHA224, SHA256, SHA384, SHA512; did you mean \"MD5\"?", problems, StringComparison.Ordinal);
        Assert.Contains("auth v3: username is required for version 3", problems, StringComparison.Ordinal);
        Assert.Contains("auth v3: password is required for this security_level", problems, StringComparison.Ordinal);
        Assert.Contains("auth v3: priv_password is required for authPriv", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_level_does_not_need_is_not_checked() =>
        Assert.False(SnmpYaml.Load("auths: {v3: {version: 3, username: u, auth_protocol: x, priv_protocol: y}}").Problems.HasErrors);

    [Fact]
    public void A_username_that_no_agent_can_have_is_an_error() =>
        Assert.Equal(
            "s.yml:1:36: auth v3: no agent has a username longer than 32 octets",
            SnmpYaml.Problems($"auths: {{v3: {{version: 3, username: {new string('u', 33)}}}}}"));

    [Fact]
    public void The_words_of_version_3_are_only_warned_of_elsewhere()
    {
        var problems = SnmpYaml.Load("auths: {a: {version: 2, security_level: whatever, auth_protocol: x, priv_protocol: AES}}").Problems;
        Assert.False(problems.HasErrors);
        Assert.Equal(["s.yml:1:41", "s.yml:1:66"], problems.Select(problem => $"{problem.Position}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Anchors_and_merge_keys_work()
    {
        var modules = SnmpYaml.Valid("""
            modules:
              a: &a
                timeout: 2s
                metrics: &metrics
                  - {name: x, oid: 1.3.6.1, type: gauge}
              b: {<<: *a, retries: 1}
            """);
        Assert.Equal((TimeSpan.FromSeconds(2), 1, "x"), (modules.Modules["b"].Timeout, modules.Modules["b"].Retries, modules.Modules["b"].Metrics[0].Name));
    }

    [Fact]
    public void Filters_are_kept()
    {
        var filter = Assert.Single(SnmpYaml.Valid("modules: {m: {metrics: [], filters: [{oid: 1.3.6.1, targets: [1.3.6.2], values: [up, '(?i)x']}]}}").Modules["m"].Filters);
        Assert.Equal(("1.3.6.1", "1.3.6.2"), (filter.Oid.ToString(), Assert.Single(filter.Targets).ToString()));
        Assert.Equal(["up", "(?i)x"], filter.Values);
    }

    [Theory]
    [InlineData("{targets: [1.3], values: [x]}", "s.yml:1:38: oid is required")]
    [InlineData("{oid: 1.3, targets: [ifIndex], values: [x]}", "s.yml:1:59: targets: \"ifIndex\" is not an OID")]
    [InlineData("{oid: 1.3, target: [1.3]}", "s.yml:1:49: unknown key \"target\"; did you mean \"targets\"?")]
    public void A_wrong_filter_is_an_error(string filter, string problem) => Assert.Equal(problem, SnmpYaml.Problems($"modules: {{m: {{metrics: [], filters: [{filter}]}}}}"));

    [Fact]
    public void A_filters_expression_is_checked() =>
        Assert.StartsWith("s.yml:1:74: values: \"a(\" is not a regular expression: ", SnmpYaml.Problems("modules: {m: {metrics: [], filters: [{oid: 1.3, targets: [1.3], values: ['a(']}]}}"), StringComparison.Ordinal);

    [Fact]
    public void The_later_of_two_metrics_with_one_OID_counts()
    {
        var (modules, problems) = SnmpYaml.Load("""
            modules:
              m:
                metrics:
                  - {name: a, oid: 1.3.6.1, type: gauge}
                  - {name: b, oid: 1.3.6.2, type: gauge}
                  - {name: c, oid: 1.3.6.1, type: counter}
            """);
        Assert.Equal("s.yml:6:9: warning: metric c has the OID of a at line 4 and replaces it", problems.ToString());
        Assert.Equal(["c", "b"], modules.Modules["m"].Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void Random_damage_to_a_file_never_throws()
    {
        const string good = "auths: {a: {version: 2, community: c}}\nmodules:\n  m:\n    walk: [1.3.6]\n    metrics:\n    - {name: x, oid: 1.3.6.1, type: gauge, enum_values: {1: a},\n"
            + "       indexes: [{labelname: l, type: gauge}], lookups: [{labels: [l], labelname: k, oid: 1.3.6.2, type: DisplayString}]}\n";
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var text = good.ToCharArray();
            for (var j = 0; j < 1 + (i % 4); j++) text[random.Next(text.Length)] = " :,[]{}-&*!x1.\n~'"[random.Next(17)];
            SnmpYaml.Load(new string(text));
        }
    }
}
