using Collector.Gnmi.Configuration;
using Collector.Gnmi.Configuration.Gateway;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Tests.Configuration.Gateway;

public sealed class GatewayTargetsTests
{
    private readonly ConfigurationProblems _problems = new();

    private GnmiOptions Read(string text) => GatewayTargets.Read(YamlFile.Load(new StringReader(text), "t.json", _problems), _problems);

    private IEnumerable<string> Messages => _problems.Select(problem => problem.ToString());

    [Theory]
    [InlineData("sample_interval", "suppress_redundant", "updates_only", "use_models")]
    [InlineData("sampleInterval", "suppressRedundant", "updatesOnly", "useModels")]
    public void The_json_of_target_proto_is_read_in_both_spellings(string interval, string redundant, string updatesOnly, string models)
    {
        var options = Read("""
            {"request":{"default":{"subscribe":{"prefix":{"origin":"openconfig","target":"x"},"subscription":[
                {"path":{"elem":[{"name":"interfaces"},{"name":"interface","key":{"name":"*"}}]},"mode":"SAMPLE","INTERVAL":"10000000000","REDUNDANT":true},
                {"path":{"element":["system"]},"mode":2,"INTERVAL":10000000000,"REDUNDANT":true},
                {"path":{"elem":[{"name":"bgp"}]},"mode":"ON_CHANGE"}],
                "mode":"STREAM","encoding":"PROTO","UPDATES":true,"qos":{"marking":32},"MODELS":[{"name":"m"}]}}},
             "target":{"edge1":{"addresses":["192.0.2.1:9339","192.0.2.2"],"credentials":{"username":"u","password":"p"},"request":"default"}},
             "instance_id":"x","revision":"1"}
            """.Replace("INTERVAL", interval, StringComparison.Ordinal).Replace("REDUNDANT", redundant, StringComparison.Ordinal)
                .Replace("UPDATES", updatesOnly, StringComparison.Ordinal).Replace("MODELS", models, StringComparison.Ordinal));

        Assert.Empty(Messages);
        var subscription = Assert.Single(options.Subscriptions).Value;
        Assert.Equal(("default", "openconfig:/", "x", Encoding.Proto, true, 32u), (subscription.Name, subscription.Prefix!.ToString(), subscription.Target, subscription.Encoding, subscription.UpdatesOnly, subscription.Qos));
        Assert.Equal(["m"], subscription.Models);
        Assert.Equal(["/interfaces/interface[name=*] /system", "/bgp"], subscription.Paths.Select(part => string.Join(' ', part.Paths)));
        Assert.Equal((StreamMode.Sample, 10.0, true), (subscription.Paths[0].Mode, subscription.Paths[0].SampleInterval.TotalSeconds, subscription.Paths[0].SuppressRedundant));
        Assert.Equal(StreamMode.OnChange, subscription.Paths[1].Mode);
        var target = Assert.Single(options.Targets).Value;
        Assert.Equal(("edge1", "192.0.2.1:9339 192.0.2.2:57400", "u", "p"), (target.Name, string.Join(' ', target.Addresses), target.Username!.Reveal(), target.Password!.Reveal()));
        Assert.Equal(["default"], target.Subscriptions!);
        Assert.False(target.Tls.SkipVerify);
    }

    [Fact]
    public void The_simple_yaml_is_read()
    {
        var options = Read("""
            connection:
              edge1: { addresses: ["edge1:9339"], credentials: { username: u, password: p }, request: r, meta: {} }
            request:
              r: { target: "*", paths: ["/a/b[k=*]", "origin:/x"] }
            """);

        Assert.Empty(Messages);
        Assert.Equal(("*", "/a/b[k=*] origin:/x"), (options.Subscriptions["r"].Target, string.Join(' ', options.Subscriptions["r"].Paths[0].Paths)));
        Assert.Equal("edge1:9339", Assert.Single(options.Targets["edge1"].Addresses));
    }

    [Theory]
    [InlineData("NoTLSVerify")]
    [InlineData("NoTLS")]
    public void Either_way_not_to_verify_becomes_skip_verify_and_a_warning(string key)
    {
        var options = Read($"connection: {{ t: {{ addresses: [a], request: r, meta: {{ {key}: '' }} }} }}\nrequest: {{ r: {{ paths: [/a] }} }}");

        Assert.True(options.Targets["t"].Tls.SkipVerify);
        Assert.Equal($"t.json:1:56: warning: {key} becomes skip-verify: the connection is encrypted, and nobody knows with whom", Assert.Single(Messages));
    }

    [Theory]
    [InlineData("request: r, addresses: [a], meta: { NoLock: y, Other: z }", "t.json:1:67: warning: meta Other is not taken over")]
    [InlineData("request: r, addresses: [a], dialer: x", "t.json:1:56: warning: dialer is not taken over: connections are direct")]
    [InlineData("request: r, addresses: [a], credentials: { password_id: x }", "t.json:1:76: warning: password_id is not taken over: write the password, or the name of an environment variable")]
    [InlineData("request: r, addresses: [a], credentials: { username: a$b }", "t.json:1:73: warning: username: a dollar sign stands for an environment variable here; put the text into one, and its name here")]
    [InlineData("request: q, addresses: [a]", "t.json:1:29: there is no request \"q\"; did you mean \"r\"?")]
    [InlineData("addresses: [a]", "t.json:1:15: target t has no request")]
    [InlineData("request: r", "t.json:1:15: target t has no addresses")]
    [InlineData("request: r, addresses: ['a b']", "t.json:1:44: \"a b\" is not a host or an address, such as edge1, edge1:57400 or [2001:db8::1]:57400")]
    public void What_is_wrong_or_not_taken_over_is_told_with_its_place(string target, string problem)
    {
        Read($"connection: {{ t: {{ {target} }} }}\nrequest: {{ r: {{ paths: [/a] }} }}");

        Assert.Equal(problem, Assert.Single(Messages));
    }

    [Theory]
    [InlineData("""{"request":{"r":{}}}""", "t.json:1:13: request r has no subscribe")]
    [InlineData("""{"request":{"r":{"subscribe":{}}}}""", "t.json:1:13: request r has no subscription")]
    [InlineData("""{"request":{"r":{"subscribe":{"mode":"STREM","subscription":[{}]}}}}""", "t.json:1:38: mode: \"STREM\" is not one of STREAM, ONCE, POLL; did you mean \"STREAM\"?")]
    [InlineData("""{"request":{"r":{"subscribe":{"subscription":[{"sample_interval":"10s"}]}}}}""", "t.json:1:66: sample_interval: \"10s\" is not a whole number")]
    [InlineData("""{"request":{"r":{"subscribe":{"allow_aggregation":true,"subscription":[{}]}}}}""", "t.json:1:51: warning: allow_aggregation is not taken over: it is not sent")]
    [InlineData("""{"target_loaders":{"enabled":["json"]}}""", "t.json:1:19: target_loaders is of the gateway's own configuration; import the file of targets that target_loaders names")]
    public void A_request_that_makes_no_sense_is_told_with_its_place(string json, string problem)
    {
        Read(json);

        Assert.Equal(problem, Assert.Single(Messages));
    }

    [Fact]
    public void What_is_written_is_a_section_that_means_the_same()
    {
        var options = Read("connection: { t: { addresses: [a], request: r, credentials: { username: u, password: 'p: x' }, meta: { NoTLS: y } } }\nrequest: { r: { paths: ['/a[k=\\]]'] } }");
        using var text = new StringWriter();
        GnmiOptionsWriter.WriteWithSecrets(options, new YamlWriter(text));

        using var yaml = new GnmiYaml();
        var section = string.Concat(text.ToString().Split('\n').Skip(1).Select(line => line.Length > 2 ? line[2..] + "\n" : ""));
        var again = yaml.Read(section).Options;

        Assert.Empty(yaml.Messages);
        Assert.True(SameTarget.Is(options.Targets["t"], again.Targets["t"]));
        Assert.Equal("/a[k=\\]]", again.Subscriptions["r"].Paths[0].Paths[0].ToString());
    }
}
