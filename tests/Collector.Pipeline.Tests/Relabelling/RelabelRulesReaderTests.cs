using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Tests.Configuration;

namespace Collector.Pipeline.Tests.Relabelling;

public sealed class RelabelRulesReaderTests
{
    [Theory]
    [InlineData("- {action: nope, target_label: a}", "f.yml:2:12: action: \"nope\" is not one of replace, keep, drop, keepequal, dropequal, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase")]
    [InlineData("- {source_labels: [a]}", "f.yml:2:3: replace needs a target_label")]
    [InlineData("- {target_label: 0a}", "f.yml:2:18: target_label: \"0a\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("- {target_label: 'a b$1'}", "f.yml:2:18: target_label: \"a b$1\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("- {target_label: '$1', action: lowercase}", "f.yml:2:18: target_label: \"$1\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("- {target_label: a, action: hashmod}", "f.yml:2:3: hashmod needs a modulus above zero")]
    [InlineData("- {target_label: a, action: hashmod, modulus: -1}", "f.yml:2:47: modulus: \"-1\" is not a whole number above zero")]
    [InlineData("- {source_labels: [a-b], target_label: a}", "f.yml:2:20: source_labels: \"a-b\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("- {regex: '(', action: keep}", "f.yml:2:11: regex: missing closing ): `^(?s:()$`")]
    [InlineData("- {regex: '(?=a)', action: keep}", "f.yml:2:11: regex: invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("- {action: labelmap, replacement: 'a-$1'}", "f.yml:2:35: replacement: \"a-$1\" cannot become a label name")]
    [InlineData("- {action: uppercase, target_label: a, replacement: x}", "f.yml:2:53: replacement has no place in uppercase")]
    [InlineData("- {action: keepequal, target_label: a, regex: '(.*)'}", "f.yml:2:47: regex has no place in keepequal, which takes source_labels and target_label only")]
    [InlineData("- {action: labeldrop, regex: a, source_labels: []}", "f.yml:2:48: source_labels has no place in labeldrop, which takes regex only")]
    [InlineData("- {action: labelkeep, regex: a, target_label: x, separator: '-'}", "f.yml:2:47: target_label has no place in labelkeep, which takes regex only\nf.yml:2:61: separator has no place in labelkeep, which takes regex only")]
    [InlineData("- {sorce_labels: [a], target_label: b}", "f.yml:2:4: unknown key \"sorce_labels\"; did you mean \"source_labels\"?")]
    [InlineData("- hello", "f.yml:2:3: rules: expected a mapping, and this is a single value")]
    public void What_Prometheus_refuses_is_refused_with_its_place(string rule, string expected)
    {
        var (rules, problems) = Rules.Read(rule);
        Assert.Equal(expected, problems.ToString());
        Assert.True(rules.IsEmpty);
    }

    [Theory]
    [InlineData("- {action: keepequal, source_labels: [a], target_label: b, separator: ';', replacement: '$1'}")] // the usual values may be written
    [InlineData("- {action: labeldrop}")]
    [InlineData("- {target_label: '${1}_b$2'}")]
    [InlineData("- {action: labelmap, replacement: 'x_${1}'}")]
    [InlineData("- {target_label: a, action: HashMod, modulus: 18446744073709551615}")]
    [InlineData("- {target_label: a, regex: null, replacement: }")]
    public void What_Prometheus_takes_is_taken(string rule) => Rules.Valid(rule);

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var (_, problems) = Rules.Read("- {action: keep, regex: '['}\n- {target_label: a}\n- {action: drap}\n- {source_labels: [1a], target_label: a}");
        Assert.Equal([2, 4, 5], problems.Select(problem => problem.Position.Line));
    }

    [Fact]
    public void Rules_are_equal_when_they_say_the_same()
    {
        const string Text = "- {source_labels: [a], target_label: b}\n- {action: keep, regex: x}";
        Assert.Equal(Rules.Valid(Text), Rules.Valid("\n" + Text));
        Assert.NotEqual(Rules.Valid(Text), Rules.Valid(Text + "\n- {action: keep, regex: y}"));
        Assert.NotEqual(Rules.Valid(Text), Rules.Valid(Text.Replace("regex: x", "regex: y", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("- {source_labels: [a, b], separator: '-', regex: '(.+)-(.*)', target_label: c, replacement: '$2'}")]
    [InlineData("- {target_label: h, action: hashmod, modulus: 18446744073709551615, source_labels: [a]}")]
    [InlineData("- {action: labeldrop, regex: 'x.*'}")]
    public void What_is_written_is_read_back_as_the_same(string text)
    {
        var rules = Rules.Valid(text);
        using var written = new StringWriter();
        RelabelRulesWriter.Write(new YamlWriter(written), "rules", rules);
        var (reader, problems) = Yaml.Mapping(written.ToString());
        Assert.Equal(rules, new RelabelRulesReader(problems).Read(reader, "rules"));
        Assert.Empty(problems);
    }
}
