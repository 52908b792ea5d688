using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

/// <summary>What is written reads back as the same.</summary>
public sealed class YamlWriterTests
{
    [Fact]
    public void A_document_looks_as_people_write_it() => Assert.Equal(
        """
        listen:
        - "127.0.0.1:9116"
        defaults:
          interval: 1m30s
          retries: 3
          scale: 0.1
          community: <secret>
          modules: []
        static:
        - targets:
          - 192.0.2.1
          labels:
            site: ams1
        - targets: []
        enum:
          1: up
          2: "no"

        """,
        Written(yaml =>
        {
            yaml.List("listen", ["127.0.0.1:9116"]);
            yaml.Mapping("defaults", () =>
            {
                yaml.Value("interval", TimeSpan.FromSeconds(90));
                yaml.Value("retries", 3);
                yaml.Value("scale", 0.1);
                yaml.Value("community", Secret.From("x"));
                yaml.Value("password", Secret.From(""));
                yaml.ValueIfAny("context", "");
                yaml.ListIfAny("files", []);
                yaml.List("modules", []);
            });
            yaml.Items("static", [1, 0], count =>
            {
                yaml.List("targets", Enumerable.Repeat("192.0.2.1", count));
                if (count > 0) yaml.Mapping("labels", () => yaml.Value("site", "ams1"));
            });
            yaml.Mapping("enum", () =>
            {
                yaml.Value(1, "up");
                yaml.Value(2, "no");
            });
        }));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("True")]
    [InlineData("~")]
    [InlineData("12")]
    [InlineData("1.5")]
    [InlineData("1.3.6.1")]
    [InlineData("0x1F")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("*alias")]
    [InlineData("&anchor")]
    [InlineData("!tag")]
    [InlineData("{a}")]
    [InlineData("[a]")]
    [InlineData("\"quoted\"")]
    [InlineData("back\\slash")]
    [InlineData("two\nlines\r\n\ttab\0nul\u0085\u2028\uFEFF")]
    [InlineData("^(?:(\\d+) %)$")]
    [InlineData("Übergröße 😀")]
    [InlineData("<<")]
    [InlineData("---")]
    [InlineData("?")]
    public void Any_text_reads_back_as_it_was_as_a_value_as_a_key_and_in_a_list(string text)
    {
        var yaml = Written(yaml =>
        {
            yaml.Value("value", text);
            yaml.List("list", [text]);
            yaml.Mapping("mapping", () => yaml.Value(text, "x"));
        });
        var problems = new ConfigurationProblems();
        var document = Assert.IsType<YamlMapping>(YamlFile.Load(new StringReader(yaml), "y", problems));

        Assert.Empty(problems);
        Assert.Equal(text, Text(document.Find("value")));
        Assert.Equal(text, Text(Assert.Single(Assert.IsType<YamlSequence>(document.Find("list")).Items)));
        Assert.Equal(text, Assert.Single(Assert.IsType<YamlMapping>(document.Find("mapping")).Entries).Key.Text);
    }

    private static string Text(YamlNode? node)
    {
        var scalar = Assert.IsType<YamlScalar>(node);
        Assert.False(scalar.IsNull);
        return scalar.Text;
    }

    private static string Written(Action<YamlWriter> write)
    {
        using var text = new StringWriter();
        write(new YamlWriter(text));
        return text.ToString();
    }
}
