using Collector.Gnmi.Paths;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Gnmi.Tests.Paths;

public sealed class PathTextTests
{
    /// <summary>T13's value: everything that a path, a label or a line could trip over.</summary>
    private const string NastyValue = "a]b[c=d]/\"e\"\\ é\n";

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("interfaces/interface", "/interfaces/interface")]
    [InlineData("/interfaces/interface/", "/interfaces/interface")]
    [InlineData("/a[z=1][b=2]/c", "/a[b=2][z=1]/c")]
    [InlineData("/a[k=x=y/z]/b", "/a[k=x=y/z]/b")]
    [InlineData("/a[k=x[0\\]]", "/a[k=x\\[0\\]]")]
    [InlineData("/a[k=\\u00e9\\n\\r\\\\]", "/a[k=é\\n\\r\\\\]")]
    [InlineData("/a[k=\\ud83d\\ude00]", "/a[k=😀]")]
    [InlineData("/a[k=*]/*/.../c", "/a[k=*]/*/.../c")]
    [InlineData("/if\\/name\\[0\\]", "/if\\/name\\[0\\]")]
    public void A_path_is_read_and_written_in_one_form(string text, string written) => Assert.Equal(written, PathText.Format(Parsed(text)));

    [Theory]
    [InlineData("openconfig:/interfaces", "openconfig", 1)]
    [InlineData("openconfig:", "openconfig", 0)]
    [InlineData("eos_native:/", "eos_native", 0)]
    [InlineData("openconfig-if:interfaces/interface", "", 2)]
    [InlineData("/openconfig-if:interfaces", "", 1)]
    [InlineData("/a:/b", "", 2)]
    [InlineData("a/b:/c", "", 3)]
    [InlineData("a[k=v:/w]", "", 1)]
    public void An_origin_ends_with_a_colon_and_a_slash_and_a_module_s_prefix_does_not(string text, string origin, int elements)
    {
        var path = Parsed(text);

        Assert.Equal(origin, path.Origin);
        Assert.Equal(elements, path.Elements.Count);
    }

    [Theory]
    [InlineData("/a//b", 4, "no name between two slashes")]
    [InlineData("//", 2, "no name")]
    [InlineData("/a[k=v", 3, "has no ]")]
    [InlineData("/a[k", 3, "has no ]")]
    [InlineData("/a[k]", 4, "name=value")]
    [InlineData("/a[=v]", 4, "a key has no name")]
    [InlineData("/a[k=]", 6, "key k has no value")]
    [InlineData("/a[k=v][k=w]", 9, "key k is there twice")]
    [InlineData("/a[k=v]b", 8, "behind ]")]
    [InlineData("/a]", 3, "a ] without a [")]
    [InlineData("/[k=v]", 2, "an element has no name")]
    [InlineData("/a[k=\\d]", 6, "escapes nothing")]
    [InlineData("/a\\", 3, "escapes nothing")]
    [InlineData("/a[k=\\u12]", 6, "four hexadecimal digits")]
    [InlineData("/a[k=\\ud83d]", 6, "surrogate")]
    [InlineData(":/a", 1, "an origin is expected")]
    public void A_mistake_is_told_with_its_place(string text, int character, string words)
    {
        Assert.False(PathText.TryParse(text, out var path, out var problem));

        Assert.Null(path);
        Assert.Equal(character, problem.Offset + 1);
        Assert.Contains(words, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void T13_a_nasty_key_value_survives_the_way_to_text_and_back()
    {
        var path = new GnmiPath { Elements = [new("interface", [new("name", NastyValue)])] };

        var text = PathText.Format(path);

        Assert.Equal("/interface[name=a\\]b\\[c=d\\]/\"e\"\\\\ é\\n]", text);
        Assert.Equal(path, Parsed(text));
    }

    [Fact]
    public void Every_path_survives_the_way_to_text_and_back()
    {
        var words = Gen.Elements("a", "]", "[", "=", "/", "\\", ":", "\n", "\r", "\t", "\0", "*", "...", "é", "😀", "u0041", " ", "\u2028").NonEmptyListOf().Select(string.Concat);
        var keys = words.Zip(words).ListOf().Select(list => list.DistinctBy(key => key.Item1).OrderBy(key => key.Item1, StringComparer.Ordinal).Select(key => KeyValuePair.Create(key.Item1, key.Item2)).ToArray());
        var elements = words.Zip(keys).Select(element => new GnmiPathElement(element.Item1, element.Item2));
        var origins = Gen.OneOf(Gen.Constant(""), words);
        var paths = origins.Zip(elements.ListOf()).Select(path => new GnmiPath { Origin = path.Item1, Elements = path.Item2 });

        Check.One(Properties.Config(1_000), Prop.ForAll(paths.ToArbitrary(), path => Assert.Equal(path, Parsed(PathText.Format(path)))));
    }

    [Fact]
    public void No_text_throws()
    {
        var texts = Gen.Elements("a", "b", "/", "[", "]", "=", "\\", ":", "*", "...", "\\u", "00e9", "\ud83d", "\n").ArrayOf().Select(string.Concat).ToArbitrary();

        Check.One(Properties.Config(3_000), Prop.ForAll(texts, text =>
        {
            if (PathText.TryParse(text, out var path, out var problem)) Assert.Equal(path, Parsed(PathText.Format(path)));
            else Assert.InRange(problem.Offset, 0, text.Length);
        }));
    }

    private static GnmiPath Parsed(string text)
    {
        Assert.True(PathText.TryParse(text, out var path, out var problem), problem?.ToString());
        return path;
    }
}
