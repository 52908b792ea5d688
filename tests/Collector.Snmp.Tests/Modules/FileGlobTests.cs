using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

public sealed class FileGlobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glob").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.yml", "a.yml", true)]
    [InlineData("*.yml", "a.yaml", false)]
    [InlineData("*.yml", ".yml", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "ax", false)]
    [InlineData("[]x", "x", false)]
    [InlineData("[a", "a", false)]
    [InlineData("[a-", "a", false)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("*a*b", "xaxbxab", true)]
    [InlineData("*a*b", "xaxbxa", false)]
    [InlineData("**", "", true)]
    [InlineData("", "x", false)]
    [InlineData("a*", "a", true)]
    [InlineData("A*", "a", false)]
    public void A_part_matches_as_in_Go(string pattern, string name, bool matches) => Assert.Equal(matches, FileGlob.IsMatch(pattern, name));

    [Fact]
    public void A_pattern_does_not_take_long()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 500));
        Assert.False(FileGlob.IsMatch(pattern, new string('a', 499)));
    }

    [Fact]
    public void Files_are_found_in_order_and_below_folders_that_match()
    {
        foreach (var name in (string[])["b.yml", "a.yml", ".hidden.yml", "a.txt", "x1/c.yml", "x2/d.yml", "y/e.yml"])
        {
            var path = Path.Join(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Directory.CreateDirectory(Path.Join(_folder, "folder.yml"));
        Assert.Equal([".hidden.yml", "a.yml", "b.yml"], Found("*.yml"));
        Assert.Equal(["x1/c.yml", "x2/d.yml"], Found("x?/*.yml"));
        Assert.Equal(["x2/d.yml"], Found("x[2-9]/*"));
        Assert.Equal(["a.yml"], Found("a.yml"));
        Assert.Empty(Found("z*/*.yml"));
        Assert.Empty(Found("nowhere.yml"));
    }

    private IEnumerable<string> Found(string pattern) => FileGlob.Files(Path.Join(_folder, pattern)).Select(path => Path.GetRelativePath(_folder, path));
}
