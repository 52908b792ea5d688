using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Relabelling;

public sealed class RelabelRulesTests
{
    [Theory]
    // replace
    [InlineData("- {source_labels: [a], target_label: d, regex: 'f', replacement: 'ch${1}-ch${1}', action: replace}", "a=foo b=bar", "a=foo b=bar")]
    [InlineData("- {source_labels: [a], target_label: d, regex: 'f(.*)', replacement: 'ch${1}-ch${1}'}", "a=foo b=bar", "a=foo b=bar d=choo-choo")]
    [InlineData("- {source_labels: [a, b], target_label: a, regex: 'f(.*);(.*)r', replacement: 'b${1}${2}m'}", "a=foo b=bar", "a=boobam b=bar")]
    [InlineData("- {source_labels: [a, b], target_label: j}", "a=1 b=2", "a=1 b=2 j=1;2")]
    [InlineData("- {source_labels: [a, b], target_label: j, separator: ''}", "a=1 b=2", "a=1 b=2 j=12")]
    [InlineData("- {source_labels: [a, b], target_label: j, separator: '-'}", "a=1", "a=1 j=1-")]
    [InlineData("- {source_labels: [gone], target_label: a}", "a=1 b=2", "b=2")] // an empty result removes the label
    [InlineData("- {target_label: a, replacement: ''}", "a=1 b=2", "b=2")]
    [InlineData("- {target_label: new, replacement: fixed}", "a=1", "a=1 new=fixed")]
    [InlineData("- {source_labels: [a], target_label: 'x_$1', regex: '(.)(.*)', replacement: '$2'}", "a=foo", "a=foo x_f=oo")]
    [InlineData("- {source_labels: [a], target_label: '${1}', replacement: x}", "a=1st", "a=1st")] // 1st is no name
    [InlineData("- {source_labels: [a], target_label: b, regex: '(o)', replacement: x}", "a=foo", "a=foo")] // the whole must match
    [InlineData("- {source_labels: [a], target_label: b, regex: 'f|o', replacement: x}", "a=foo", "a=foo")]
    [InlineData("- {source_labels: [a], target_label: b, regex: '(?P<all>.+)', replacement: '<$all>'}", "a=foo", "a=foo b=<foo>")]
    [InlineData("- {source_labels: [a], target_label: b, regex: '(.+)', replacement: '$1x'}", "a=foo b=1", "a=foo")] // the group 1x
    [InlineData("- {source_labels: [a], target_label: b, regex: '', replacement: none}", "a=foo", "a=foo")]
    [InlineData("- {source_labels: [z], target_label: b, regex: '', replacement: none}", "a=foo", "a=foo b=none")]
    // keep, drop
    [InlineData("- {source_labels: [a], regex: 'fo+', action: keep}", "a=foo", "a=foo")]
    [InlineData("- {source_labels: [a], regex: 'fo', action: keep}", "a=foo", "dropped")]
    [InlineData("- {source_labels: [a], regex: 'fo+', action: Drop}", "a=foo", "dropped")]
    [InlineData("- {source_labels: [a], regex: 'fo', action: drop}", "a=foo", "a=foo")]
    [InlineData("- {source_labels: [z], regex: '', action: drop}", "a=foo", "dropped")]
    [InlineData("- {action: drop}", "a=foo", "dropped")] // the usual expression matches nothing at all, too
    // keepequal, dropequal
    [InlineData("- {source_labels: [a], target_label: b, action: keepequal}", "a=1 b=1", "a=1 b=1")]
    [InlineData("- {source_labels: [a], target_label: b, action: KEEPEQUAL}", "a=1 b=2", "dropped")]
    [InlineData("- {source_labels: [a], target_label: b, action: dropequal}", "a=1 b=1", "dropped")]
    [InlineData("- {source_labels: [a], target_label: b, action: dropequal}", "a=1 b=2", "a=1 b=2")]
    [InlineData("- {source_labels: [a, c], target_label: b, action: dropequal}", "a=1 b=1;2 c=2", "dropped")]
    [InlineData("- {source_labels: [y], target_label: z, action: keepequal}", "a=1", "a=1")]
    // labelmap
    [InlineData("- {regex: '__meta_(.+)', action: labelmap}", "__meta_site=ams a=1", "__meta_site=ams a=1 site=ams")]
    [InlineData("- {regex: 'a(.)', replacement: 'b$1', action: labelmap}", "a1=x a2=y", "a1=x a2=y b1=x b2=y")]
    [InlineData("- {regex: 'a.', replacement: 'one', action: labelmap}", "a1=x a2=y", "a1=x a2=y one=y")] // the last one stays
    [InlineData("- {regex: 'a(.*)', replacement: '$1', action: labelmap}", "a1=x", "a1=x")] // 1 is no name
    // labeldrop, labelkeep
    [InlineData("- {regex: 'a.*', action: labeldrop}", "a1=x a2=y b=z", "b=z")]
    [InlineData("- {regex: 'a.*', action: labelkeep}", "a1=x a2=y b=z", "a1=x a2=y")]
    // lowercase, uppercase
    [InlineData("- {source_labels: [a], target_label: a, action: lowercase}", "a=FooÄ", "a=fooä")]
    [InlineData("- {source_labels: [a], target_label: b, action: uppercase}", "a=Fooä", "a=Fooä b=FOOÄ")]
    [InlineData("- {source_labels: [z], target_label: a, action: uppercase}", "a=1 b=2", "b=2")]
    // hashmod: 976 is what Prometheus' own tests expect of "foo" and "bar" in other words: MD5, last eight octets, big-endian
    [InlineData("- {source_labels: [c], target_label: d, action: hashmod, modulus: 1000}", "a=foo b=bar c=baz", "a=foo b=bar c=baz d=976")]
    [InlineData("- {source_labels: [a], target_label: d, action: hashmod, modulus: 1}", "a=foo", "a=foo d=0")]
    public void One_rule_does_what_Prometheus_does(string rule, string labels, string expected) => Assert.Equal(expected, Rules.Apply(rule, labels));

    [Fact]
    public void Rules_see_what_the_rules_before_them_did()
    {
        const string Rewriting = """
            - {source_labels: [__address__], target_label: __param_target}
            - {source_labels: [__param_target], target_label: instance}
            - {source_labels: [instance], regex: '(.*):\d+', target_label: instance}
            - {target_label: __address__, replacement: 'exporter:9116'}
            - {regex: 'x_.*', action: labeldrop}
            """;
        Assert.Equal("__address__=exporter:9116 __param_target=sw1:161 instance=sw1", Rules.Apply(Rewriting, "__address__=sw1:161 x_note=1"));
    }

    [Fact]
    public void A_set_of_labels_that_is_dropped_meets_no_further_rule() =>
        Assert.Equal("dropped", Rules.Apply("- {action: drop, regex: .*}\n- {target_label: a, replacement: again}", "a=1"));

    [Fact]
    public void A_dot_also_takes_line_breaks()
    {
        var builder = new LabelBuilder(new Label("a", "two\nlines"));
        Assert.True(Rules.Valid("- {source_labels: [a], target_label: b}").Apply(builder));
        Assert.Equal("two\nlines", builder.Get("b"));
    }

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "It is what hashmod takes")]
    public void Sixty_four_bits_of_the_hash_count()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<ulong>().Filter(modulus => modulus > 0), (text, modulus) =>
        {
            var value = new string([.. text.Get.Where(letter => !char.IsSurrogate(letter))]);
            var builder = new LabelBuilder(new Label("a", value));
            Rules.Valid($"- {{source_labels: [a], target_label: h, action: hashmod, modulus: {modulus}}}").Apply(builder);
            var hash = BinaryPrimitives.ReadUInt64BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(8));
            Assert.Equal((hash % modulus).ToString(System.Globalization.CultureInfo.InvariantCulture), builder.Get("h"));
        }).AlwaysHolds();
    }

    [Fact]
    public void Labels_come_out_sorted_once_each_and_never_empty()
    {
        var actions = Gen.Elements("replace", "labelmap", "labeldrop", "labelkeep", "lowercase", "hashmod");
        var names = Gen.Elements("a", "b", "c", "__meta_a", "A");
        var rules = actions.SelectMany(action => names.SelectMany(one => names.Select(other => (Action: action, One: one, Other: other)))).Select(rule => Rule(rule.Action, rule.One, rule.Other));
        static string Rule(string action, string one, string other) => action switch
        {
            "replace" => $"- {{source_labels: [{one}], target_label: {other}, regex: '(.?).*'}}",
            "labelmap" => $"- {{regex: '({one}).*', replacement: '{other}$1', action: labelmap}}",
            "labeldrop" or "labelkeep" => $"- {{regex: '{one}|{other}', action: {action}}}",
            "hashmod" => $"- {{source_labels: [{one}], target_label: {other}, modulus: 7, action: hashmod}}",
            _ => $"- {{source_labels: [{one}], target_label: {other}, action: {action}}}",
        };
        Prop.ForAll(rules.ListOf().ToArbitrary(), list =>
        {
            if (list.Count == 0) return;
            var builder = new LabelBuilder(new Label("a", "1"), new Label("c", "X"), new Label("b", ""), new Label("A", "Y"));
            Assert.True(Rules.Valid(string.Join('\n', list)).Apply(builder));
            var labels = builder.ToArray();
            Assert.Equal(labels.Select(label => label.Name).Distinct().Order(StringComparer.Ordinal), labels.Select(label => label.Name));
            Assert.All(labels, label => Assert.NotEqual("", label.Value));
            Assert.Equal(labels, builder.ToLabelSet());
        }).AlwaysHolds();
    }
}
