using System.Text;
using Collector.Pipeline.Samples;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Samples;

public sealed class LabelEscapingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("\\", "\\\\")]
    [InlineData("\"\n\\n", "\\\"\\n\\\\n")]
    [InlineData("tab\tand\rreturn stay", "tab\tand\rreturn stay")]
    [InlineData("Zürich \u2603", "Zürich \u2603")]
    public void Backslash_quote_and_line_feed_are_escaped_and_nothing_else(string text, string escaped) =>
        Assert.Equal(escaped, Encoding.UTF8.GetString(LabelEscaping.Escape(text)));

    [Fact]
    public void Escaping_can_be_undone_and_fits_its_bound() =>
        Check.One(Properties.Config(500), Prop.ForAll(Gen.Elements("\\", "\"", "\n", "a", "n", "é").ArrayOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var escaped = LabelEscaping.Escape(text);

            Assert.True(escaped.Length <= LabelEscaping.MaxLength(Encoding.UTF8.GetByteCount(text)));
            Assert.Equal(text, Unescape(Encoding.UTF8.GetString(escaped)));
        }));

    private static string Unescape(string escaped)
    {
        var text = new StringBuilder();
        for (var i = 0; i < escaped.Length; i++)
        {
            Assert.NotEqual('"', escaped[i]);
            Assert.NotEqual('\n', escaped[i]);
            if (escaped[i] != '\\') text.Append(escaped[i]);
            else text.Append(escaped[++i] == 'n' ? '\n' : escaped[i]);
        }

        return text.ToString();
    }
}
