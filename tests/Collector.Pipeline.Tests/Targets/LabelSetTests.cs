using System.Text;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

public class LabelSetTests
{
    private static LabelSet Of(params (string Name, string Value)[] labels) => LabelSet.From(labels.Select(label => new Label(label.Name, label.Value)));

    [Fact]
    public void Labels_are_sorted_by_name() =>
        Assert.Equal(["B", "_", "a", "b"], Of(("b", "1"), ("a", "2"), ("_", "3"), ("B", "4")).Select(label => label.Name));

    [Fact]
    public void Order_of_writing_does_not_matter_to_equality()
    {
        Assert.Equal(Of(("a", "1"), ("b", "2")), Of(("b", "2"), ("a", "1")));
        Assert.Equal(Of(("a", "1"), ("b", "2")).GetHashCode(), Of(("b", "2"), ("a", "1")).GetHashCode());
        Assert.NotEqual(Of(("a", "1")), Of(("a", "2")));
    }

    [Fact]
    public void The_exposition_escapes_backslash_quote_and_newline() =>
        Assert.Equal(@"a=""\\ \"" \n"",b=""é""", Encoding.UTF8.GetString(Of(("b", "é"), ("a", "\\ \" \n")).Exposition.Span));

    [Fact]
    public void A_value_cannot_pose_as_another_label() =>
        Assert.NotEqual(Of(("a", "1\",b=\"2")), Of(("a", "1"), ("b", "2")));

    [Fact]
    public void An_empty_value_is_no_label()
    {
        Assert.Same(LabelSet.Empty, Of(("a", "")));
        Assert.Null(Of(("a", ""), ("b", "1")).Get("a"));
    }

    [Theory]
    [InlineData("site", true)]
    [InlineData("_x9", true)]
    [InlineData("", false)]
    [InlineData("9x", false)]
    [InlineData("a-b", false)]
    [InlineData("a:b", false)]
    [InlineData("é", false)]
    public void Names_follow_the_data_model(string name, bool valid)
    {
        Assert.Equal(valid, LabelSet.IsValidName(name));
        if (!valid) Assert.Throws<ArgumentException>(() => Of((name, "x")));
    }

    [Fact]
    public void A_name_given_twice_is_refused() => Assert.Throws<ArgumentException>(() => Of(("a", "1"), ("a", "2")));
}
