using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Tests.Configuration;

public sealed class SubscriptionReaderTests : IDisposable
{
    private readonly GnmiYaml _yaml = new();

    public void Dispose() => _yaml.Dispose();

    private SubscriptionOptions ReadOne(string body) => Assert.Single(_yaml.Read($"subscriptions:\n  s:\n{Indented(body)}").Options.Subscriptions.Values);

    private string ProblemOf(string body)
    {
        _yaml.Read($"subscriptions:\n  s:\n{Indented(body)}");
        return Assert.Single(_yaml.Messages);
    }

    private static string Indented(string body) => string.Concat(body.Split('\n').Select(line => $"    {line}\n"));

    [Fact]
    public void Everything_that_a_subscription_can_say_is_read()
    {
        var read = ReadOne("""
            paths:
            - /interfaces/interface[name=*]/state/counters
            - openconfig:/components/component/state
            prefix: openconfig:/
            target: edge1
            set-target: true
            mode: stream
            stream-mode: sample
            sample-interval: 1m30s
            heartbeat-interval: 5m
            suppress-redundant: true
            updates-only: true
            encoding: JSON-IETF
            qos: 32
            depth: 3
            models: [openconfig-interfaces]
            history: { start: 2026-03-01T12:00:00Z, end: 1772366400000000001 }
            outputs: [anything]
            """);

        Assert.Equal(("s", SubscriptionListMode.Stream, "openconfig:/", "edge1", true), (read.Name, read.Mode, read.Prefix!.ToString(), read.Target, read.SetTarget));
        var paths = Assert.Single(read.Paths);
        Assert.Equal(["/interfaces/interface[name=*]/state/counters", "openconfig:/components/component/state"], paths.Paths.Select(path => path.ToString()));
        Assert.Equal((StreamMode.Sample, 90.0, 300.0, true), (paths.Mode, paths.SampleInterval.TotalSeconds, paths.HeartbeatInterval.TotalSeconds, paths.SuppressRedundant));
        Assert.Equal((true, Encoding.JsonIetf, 32u, 3u), (read.UpdatesOnly, read.Encoding, read.Qos, read.Depth));
        Assert.Equal(["openconfig-interfaces"], read.Models);
        Assert.Equal(new HistoryOptions(null, 1772366400000000000, 1772366400000000001), read.History);
        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void A_prefix_alone_asks_for_all_that_it_has()
    {
        var read = ReadOne("prefix: /system");

        Assert.Equal("/", Assert.Single(Assert.Single(read.Paths).Paths).ToString());
        Assert.Empty(_yaml.Messages);
    }

    [Fact]
    public void Modes_are_mixed_by_stream_subscriptions()
    {
        var read = ReadOne("""
            stream-subscriptions:
            - paths: [/a]
              stream-mode: ON_CHANGE
              heartbeat-interval: 1m
            - paths: [/b, /c]
              stream-mode: sample
              sample-interval: 10s
            - paths: [/d]
            """);

        Assert.Equal([StreamMode.OnChange, StreamMode.Sample, StreamMode.TargetDefined], read.Paths.Select(part => part.Mode));
        Assert.Equal([1, 2, 1], read.Paths.Select(part => part.Paths.Count));
        Assert.Empty(_yaml.Messages);
    }

    [Theory]
    [InlineData("mode: Once", SubscriptionListMode.Once)]
    [InlineData("mode: POLL", SubscriptionListMode.Poll)]
    [InlineData("mode: STREAM", SubscriptionListMode.Stream)]
    [InlineData("mode: \"\"", SubscriptionListMode.Stream)]
    public void The_mode_may_be_written_in_any_case(string line, SubscriptionListMode mode)
    {
        Assert.Equal(mode, ReadOne($"paths: [/a]\n{line}").Mode);
        Assert.Empty(_yaml.Messages);
    }

    [Theory]
    [InlineData("target-defined", StreamMode.TargetDefined)]
    [InlineData("TARGET_DEFINED", StreamMode.TargetDefined)]
    [InlineData("On-Change", StreamMode.OnChange)]
    public void The_stream_mode_may_be_written_with_either_dash(string word, StreamMode mode) =>
        Assert.Equal(mode, Assert.Single(ReadOne($"paths: [/a]\nstream-mode: {word}").Paths).Mode);

    [Fact]
    public void An_encoding_may_be_a_number() => Assert.Equal((Encoding)42, ReadOne("paths: [/a]\nencoding: 42").Encoding);

    [Theory]
    [InlineData("mode: stream", "collector.yml:3:5: subscription s needs paths")]
    [InlineData("paths: []", "collector.yml:3:12: subscription s needs paths")]
    [InlineData("paths: ['/a[b']", "collector.yml:3:13: paths: \"/a[b\", character 3: this [ has no ]")]
    [InlineData("paths: [/a]\nprefix: a]", "collector.yml:4:13: prefix: \"a]\", character 2: a ] without a [ before it; as part of a name it is written \\]")]
    [InlineData("paths: [/a]\nstream-subscriptions: [ { paths: [/b] } ]", "collector.yml:4:27: subscription s has paths as well as stream-subscriptions; it can have one of them")]
    [InlineData("mode: once\nstream-subscriptions: [ { paths: [/b] } ]", "collector.yml:3:11: subscription s: stream-subscriptions are for mode stream")]
    [InlineData("stream-subscriptions: [ { stream-mode: sample } ]", "collector.yml:3:29: subscription s needs paths")]
    [InlineData("stream-subscriptions: [ { paths: [/b], qos: 1 } ]", "collector.yml:3:49: qos is for the whole subscription and cannot be set for a part of it")]
    [InlineData("paths: [/a]\nmode: strem", "collector.yml:4:11: mode: \"strem\" is not one of stream, once, poll; did you mean \"stream\"?")]
    [InlineData("paths: [/a]\nstream-mode: onchange", "collector.yml:4:18: stream-mode: \"onchange\" is not one of target-defined, on-change, sample; did you mean \"on-change\"?")]
    [InlineData("paths: [/a]\nencoding: jsn", "collector.yml:4:15: encoding: \"jsn\" is not one of json, bytes, proto, ascii, json_ietf, or a number; did you mean \"json\"?")]
    [InlineData("paths: [/a]\nsample-interval: 10", "collector.yml:4:22: sample-interval: 10 has no unit; write 10s for seconds or 10ms for milliseconds")]
    [InlineData("paths: [/a]\nsampel-interval: 10s", "collector.yml:4:5: unknown key \"sampel-interval\"; did you mean \"sample-interval\"?")]
    [InlineData("paths: [/a]\nhistory: { start: yesterday, end: 1 }", "collector.yml:4:23: start: \"yesterday\" is not a time such as 2026-03-01T12:00:00Z, or nanoseconds since 1970", 2)]
    [InlineData("paths: [/a]\nhistory: { snapshot: 1, end: 1 }", "collector.yml:4:26: history is a snapshot, or a start and an end")]
    [InlineData("paths: [/a]\nhistory: { end: 1 }", "collector.yml:4:14: history: a range has a start and an end")]
    public void What_is_wrong_is_told_with_its_place(string body, string problem, int count = 1)
    {
        _yaml.Read($"subscriptions:\n  s:\n{Indented(body)}");

        Assert.Equal(count, _yaml.Messages.Count);
        Assert.Equal(problem, _yaml.Messages[0]);
        Assert.True(_yaml.Problems.HasErrors);
    }

    [Theory]
    [InlineData("mode: once\nsample-interval: 10s", "collector.yml:5:22: warning: sample-interval has no effect with mode once")]
    [InlineData("stream-mode: on-change\nsample-interval: 10s", "collector.yml:5:22: warning: sample-interval has no effect with stream-mode on-change")]
    [InlineData("stream-mode: on-change\nsuppress-redundant: true", "collector.yml:5:25: warning: suppress-redundant has no effect with stream-mode on-change")]
    [InlineData("stream-mode: sample\nheartbeat-interval: 10s", "collector.yml:5:25: warning: heartbeat-interval has no effect with stream-mode sample, unless suppress-redundant is true")]
    [InlineData("sample-interval: 10s", "collector.yml:4:22: warning: sample-interval is for stream-mode sample; with target-defined devices may refuse it")]
    [InlineData("name: other", "collector.yml:4:11: warning: name has no effect: the subscription is called s, as in gnmic")]
    public void What_has_no_effect_is_a_warning(string body, string problem) => Assert.Equal(problem, ProblemOf($"paths: [/a]\n{body}"));

    [Fact]
    public void A_path_that_is_there_twice_is_a_warning() =>
        Assert.Equal("collector.yml:3:23: warning: paths: a/b/ is there twice", ProblemOf("paths: [/a/b, /c, a/b/]"));

    [Fact]
    public void Mode_poll_stands_alone_as_in_gnmic()
    {
        _yaml.Read("subscriptions:\n  a: { paths: [/a], mode: poll }\n  b: { paths: [/b] }");

        Assert.Equal("collector.yml:2:3: subscription a: mode poll cannot stand beside other modes, as in gnmic", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void Variables_of_the_environment_are_put_in()
    {
        _yaml.Variables["IF"] = "eth0";

        Assert.Equal("/interface[name=eth0]", Assert.Single(Assert.Single(ReadOne("paths: ['/interface[name=${IF}]']").Paths).Paths).ToString());
    }

    [Fact]
    public void A_subscription_without_a_body_needs_paths()
    {
        _yaml.Read("subscriptions:\n  s:");

        Assert.Equal("collector.yml:2:3: subscription s needs paths", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void A_comma_in_a_name_would_be_two_names_in_a_label()
    {
        _yaml.Read("subscriptions:\n  a,b: { paths: [/a] }");

        Assert.Equal("collector.yml:2:3: the name of a subscription is not empty and has no comma", Assert.Single(_yaml.Messages));
    }
}
