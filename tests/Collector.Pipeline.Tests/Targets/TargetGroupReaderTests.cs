using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

public class TargetGroupReaderTests
{
    private readonly ConfigurationProblems _problems = new();

    private IReadOnlyList<TargetGroup> Read(string text) => TargetGroupReader.ReadFile(Encoding.UTF8.GetBytes(text), "t.yml", _problems);

    [Fact]
    public void Json_is_read_as_well()
    {
        var group = Assert.Single(Read("""
            [
            	{ "targets": ["192.0.2.1", "[2001:db8::1]:1161"],
            	  "labels": { "site": "ams\/1", "note": "\u00e9" } }
            ]
            """));
        Assert.Equal(["192.0.2.1", "[2001:db8::1]:1161"], group.Targets.Select(target => target.Text));
        Assert.Equal(["ams/1", "é"], group.Labels.Select(label => label.Value));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("[]")]
    public void An_empty_file_has_no_targets(string text)
    {
        Assert.Empty(Read(text));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("a.yml", 0)]
    [InlineData("a.json", 1)]
    public void A_file_of_nothing_is_no_JSON(string path, int errors)
    {
        Assert.Empty(TargetGroupReader.ReadFile([], path, _problems));
        Assert.Equal(errors, _problems.ErrorCount);
    }

    [Theory]
    [InlineData("- target: [a]", 1, "unknown key")]
    [InlineData("- targets: a", 1, "expected a list")]
    [InlineData("targets: [a]", 1, "expected a list")]
    [InlineData("-\n- targets: [a]", 1, "expected a mapping")]
    [InlineData("- targets: [a]\n  labels: { a-b: c }", 2, "is not a label name")]
    [InlineData("- targets: [a]\n  labels: { a: [c] }", 2, "expected a single value")]
    [InlineData("- targets: [a]\n  labels: [c]", 2, "expected a mapping")]
    [InlineData("- targets: [[a]]", 1, "expected a single value")]
    public void What_is_wrong_is_reported_with_its_line(string text, int line, string message)
    {
        Read(text);
        var problem = _problems.First();
        Assert.Equal((line, ProblemSeverity.Error), (problem.Position.Line, problem.Severity));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_file_is_an_error()
    {
        Read("- targets: [a");
        Assert.True(_problems.HasErrors);
    }
}
