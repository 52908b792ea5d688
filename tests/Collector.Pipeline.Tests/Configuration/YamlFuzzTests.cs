using Collector.Pipeline.Configuration;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Configuration;

public class YamlFuzzTests
{
    private static readonly string[] Pieces =
    [
        "a", "b: ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", ",", ": ", "? ", "&x ", "*x", "<<: ", "!!str ", "!<", "!t ", "'", "\"", "|\n", ">-\n",
        "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "#", "~", "\\u", "\\ud83d", "\uFEFF", "\0", "\uD800", "0x", "@", "`", "=", "\r",
    ];

    [Fact]
    public void No_text_throws()
    {
        var texts = Gen.ArrayOf(Gen.Elements(Pieces)).Select(string.Concat).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            var (root, problems) = Yaml.Load(text);
            return root is not null || problems.HasErrors;
        }).Check(Properties.Config(3_000));
    }
}
