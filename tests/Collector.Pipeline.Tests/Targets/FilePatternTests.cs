using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Targets;

public sealed class FilePatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FilePattern Parse(string text)
    {
        Assert.True(FilePattern.TryParse(text, _folder.Path, out var pattern, out var wrong), wrong);
        return pattern;
    }

    [Theory]
    [InlineData("targets/*.txt", "does not end in")]
    [InlineData("targets/*", "does not end in")]
    [InlineData("", "does not end in")]
    [InlineData("*/a.yml", "only the last part")]
    [InlineData("targets/?.yml", "only wildcard")]
    [InlineData("targets/[ab].yml", "only wildcard")]
    public void What_prometheus_would_not_take_is_refused(string text, string reason)
    {
        Assert.False(FilePattern.TryParse(text, "/", out _, out var wrong));
        Assert.Contains(reason, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_listed_in_order()
    {
        foreach (var name in (string[])["t/b.yml", "t/a.yml", "t/a.json", "t/a.yml.bak", "t/deep/c.yml"]) _folder.Write(name, "");
        Assert.Equal([_folder["t/a.yml"], _folder["t/b.yml"]], Parse("t/*.yml").List());
        Assert.Equal([_folder["t/a.yml"]], Parse("./t/../t/a*.yml").List());
        Assert.Equal([_folder["t/a.json"]], Parse(_folder["t/a.json"]).List());
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_files()
    {
        Assert.Empty(Parse("none/*.yml").List());
        Assert.Empty(Parse("none.yml").List());
    }

    [Fact]
    public void A_path_matches_only_in_its_folder()
    {
        Assert.True(Parse("t/*.yml").Matches(_folder["t/x.yml"]));
        Assert.False(Parse("t/*.yml").Matches(_folder["t/u/x.yml"]));
        Assert.False(Parse("t/*.yml").Matches(_folder["t/x.YML"]));
    }
}
