using System.Text;
using Collector.Export.Exposition.Gathered;

namespace Collector.Export.Tests.Exposition.Gathered;

public sealed class LabelOrderTests
{
    [Theory]
    [InlineData("a=\"1\"", "a=\"10\"", -1)]
    [InlineData("a=\"10\"", "a=\"2\"", -1)]
    [InlineData("a=\"x\"", "a=\"x y\"", -1)] // the closing quote is greater than a space
    [InlineData("a=\"x\"", "a=\"x\",b=\"\"", -1)]
    [InlineData("a=\"z\"", "a=\"a\",b=\"a\"", -1)]
    [InlineData("a=\"1\",b=\"2\"", "a=\"1\",b=\"2\"", 0)]
    [InlineData("a=\"\\\"\"", "a=\"#\"", -1)] // a quote is less than a hash, a backslash is not
    [InlineData("a=\"\\n\"", "a=\"!\"", -1)]
    [InlineData("a=\"\\\\\"", "a=\"[\"", 1)]
    [InlineData("a=\"x,b=\"", "a=\"x\"", 1)]
    [InlineData("", "a=\"\"", -1)]
    public void Series_are_ordered_by_what_their_labels_mean(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(Compare(left, right)));
        Assert.Equal(-order, Math.Sign(Compare(right, left)));
        Assert.Equal(order == 0, LabelOrder.AreEqual(Reader(left), Reader(right)));
    }

    [Theory]
    [InlineData("b=\"1\"", "a", "a=x b=1 ")]
    [InlineData("a=\"1\",c=\"2\"", "b", "a=1 b=x c=2 ")]
    [InlineData("a=\"1\"", "b", "a=1 b=x ")]
    [InlineData("", "b", "b=x ")]
    [InlineData("a=\"q\\\"q,b=\\\"\",c=\"\"", "", "a=q\\\"q,b=\\\" c= ")]
    public void A_columns_own_label_is_read_in_its_place(string block, string extra, string labels)
    {
        var reader = new LabelReader(Encoding.UTF8.GetBytes(block), Encoding.UTF8.GetBytes(extra), "x"u8);
        var read = new StringBuilder();
        while (reader.Read()) read.Append(Encoding.UTF8.GetString(reader.Name)).Append('=').Append(Encoding.UTF8.GetString(reader.Value)).Append(' ');
        Assert.Equal(labels, read.ToString());
    }

    private static int Compare(string left, string right) => LabelOrder.Compare(Reader(left), Reader(right));

    private static LabelReader Reader(string block) => new(Encoding.UTF8.GetBytes(block), default, default);
}
