using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public class MappingReaderTests
{
    private enum Mode
    {
        Sample,
        OnChange,
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var (reader, problems) = Yaml.Mapping("""
            text: hello
            number_as_text: 12
            count: 0x10
            big: 4294967295
            ratio: 1.5e-1
            switch: yes
            wait: 1m30s
            mode: on_change
            list: [a, 1, "2"]
            inner: {x: 1}
            password: hunter2
            """);
        Assert.Equal("hello", reader.RequiredString("text"));
        Assert.Equal("12", reader.String("number_as_text"));
        Assert.Equal(16, reader.Int("count"));
        Assert.Equal(uint.MaxValue, reader.UInt("big"));
        Assert.Equal(0.15, reader.Double("ratio"));
        Assert.True(reader.Bool("switch"));
        Assert.Equal(TimeSpan.FromSeconds(90), reader.Duration("wait"));
        Assert.Equal(Mode.OnChange, reader.Enum<Mode>("mode"));
        Assert.Equal(["a", "1", "2"], reader.StringList("list"));
        Assert.Equal(1, reader.Mapping("inner")!.Int("x"));
        Assert.Equal("hunter2", reader.Secret("password")!.Reveal());
        reader.RejectUnknown();
        Assert.Empty(problems);
    }

    [Fact]
    public void An_absent_or_empty_key_is_null_and_no_problem()
    {
        var (reader, problems) = Yaml.Mapping("a:\nb: ~\nc: null\n");
        Assert.Null(reader.String("a"));
        Assert.Null(reader.Int("b"));
        Assert.Null(reader.Duration("c"));
        Assert.Null(reader.Mapping("d"));
        Assert.Null(reader.StringList("a"));
        Assert.Empty(reader.Sequence("b"));
        Assert.Empty(reader.Mappings("c"));
        reader.RejectUnknown();
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("v: \"5\"", "f.yml:1:4: v: \"5\" is not a whole number (quoted text never is)")]
    [InlineData("v: five", "f.yml:1:4: v: \"five\" is not a whole number")]
    [InlineData("v: 010", "f.yml:1:4: v: \"010\" is not a whole number")]
    [InlineData("v: 1.5", "f.yml:1:4: v: \"1.5\" is not a whole number")]
    [InlineData("v: 101", "f.yml:1:4: v: 101 is not between 1 and 100")]
    [InlineData("v: 99999999999999999999", "f.yml:1:4: v: \"99999999999999999999\" is not a whole number")]
    [InlineData("v: [1]", "f.yml:1:4: v: expected a single value, and this is a list")]
    public void A_wrong_integer_is_a_problem(string text, string problem)
    {
        var (reader, problems) = Yaml.Mapping(text);
        Assert.Null(reader.Int("v", 1, 100));
        Assert.Equal(problem, problems.ToString());
    }

    [Theory]
    [InlineData("v: 5", "f.yml:1:4: v: 5 has no unit; write 5s for seconds or 5ms for milliseconds")]
    [InlineData("v: 5 s", "f.yml:1:4: v: \"5 s\" is not a duration such as 30s, 1m30s or 500ms")]
    [InlineData("v: 10s", "f.yml:1:4: v: 10s is not between 1ms and 5s")]
    [InlineData("v: 0", "f.yml:1:4: v: 0 is not between 1ms and 5s")]
    public void A_wrong_duration_is_a_problem(string text, string problem)
    {
        var (reader, problems) = Yaml.Mapping(text);
        Assert.Null(reader.Duration("v", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)));
        Assert.Equal(problem, problems.ToString());
    }

    [Fact]
    public void A_wrong_word_gets_a_hint()
    {
        var (reader, problems) = Yaml.Mapping("v: on-change\n");
        Assert.Null(reader.Enum<Mode>("v"));
        Assert.Equal("f.yml:1:4: v: \"on-change\" is not one of sample, on_change; did you mean \"on_change\"?", problems.ToString());
    }

    [Theory]
    [InlineData("v: \"true\"", "f.yml:1:4: v: \"true\" is not true or false (quoted text never is)")]
    [InlineData("v: 1", "f.yml:1:4: v: \"1\" is not true or false")]
    public void A_wrong_switch_is_a_problem(string text, string problem)
    {
        var (reader, problems) = Yaml.Mapping(text);
        Assert.Null(reader.Bool("v"));
        Assert.Equal(problem, problems.ToString());
    }

    [Fact]
    public void Unknown_keys_are_all_reported_with_the_nearest_known_one()
    {
        var (reader, problems) = Yaml.Mapping("timout: 5s\nretries: 1\ncolour: red\nmax-repetitions: 5\n");
        reader.Duration("timeout");
        reader.Int("retries");
        reader.Int("max_repetitions");
        reader.RejectUnknown();
        Assert.Equal("""
            f.yml:1:1: unknown key "timout"; did you mean "timeout"?
            f.yml:3:1: unknown key "colour"
            f.yml:4:1: unknown key "max-repetitions"; did you mean "max_repetitions"?
            """, problems.ToString());
    }

    [Theory]
    [InlineData("a: 1", "f.yml:1:1: name is required")]
    [InlineData("name: ''", "f.yml:1:7: name is required")]
    [InlineData("name: {x: 1}", "f.yml:1:7: name: expected a single value, and this is a mapping")]
    public void A_required_key_must_hold_something(string text, string problem)
    {
        var (reader, problems) = Yaml.Mapping(text);
        Assert.Equal("", reader.RequiredString("name"));
        Assert.Equal(problem, problems.ToString());
    }

    [Fact]
    public void Wrong_items_are_left_out_of_lists()
    {
        var (reader, problems) = Yaml.Mapping("names: [a, [b], ~]\nrows: [{x: 1}, 5, ~]\nlist: {a: 1}\n");
        Assert.Equal(["a"], reader.StringList("names"));
        Assert.Single(reader.Mappings("rows"));
        Assert.Empty(reader.Sequence("list"));
        Assert.Equal("""
            f.yml:1:12: names: expected a single value, and this is a list
            f.yml:1:17: names: expected a single value, and this is nothing
            f.yml:2:16: rows: expected a mapping, and this is a single value
            f.yml:2:19: rows: expected a mapping, and this is nothing
            f.yml:3:7: list: expected a list, and this is a mapping
            """, problems.ToString());
    }

    [Fact]
    public void Entries_are_the_keys_nobody_took()
    {
        var (reader, _) = Yaml.Mapping("version: 1\nb: x\na: y\n");
        reader.Int("version");
        Assert.Equal(["b", "a"], reader.Entries().Select(entry => entry.Key.Text));
        Assert.Empty(reader.Entries());
    }

    [Fact]
    public void An_empty_document_is_an_empty_mapping_and_a_list_is_none()
    {
        var problems = new ConfigurationProblems();
        Assert.Empty(MappingReader.OverDocument(Yaml.Valid(""), problems)!.Entries());
        Assert.Null(MappingReader.OverDocument(Yaml.Valid("[1]"), problems));
        Assert.Equal("f.yml:1:1: the file: expected a mapping, and this is a list", problems.ToString());
    }
}
