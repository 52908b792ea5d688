using System.Text.RegularExpressions;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>What every source file keeps to, so that a reader finds things where their names say.</summary>
public sealed partial class SourceFileTests
{
    private const int MostLines = 400;
    private const int MostFiles = 32;

    /// <summary>Longer files, each with the reason why it is not two.</summary>
    private static readonly Dictionary<string, string> LongOnPurpose = new(StringComparer.Ordinal);

    [Fact]
    public void No_file_is_too_long_to_read()
    {
        var tooLong = All.Where(file => !LongOnPurpose.ContainsKey(file))
            .Select(file => (file, lines: Repository.Lines(file).Length))
            .Where(one => one.lines > MostLines);
        Assert.Empty(tooLong);
        Assert.All(LongOnPurpose.Keys, file => Assert.True(Repository.Lines(file).Length > MostLines, $"{file} is short now: take it off the list."));
    }

    [Fact]
    public void No_folder_has_outgrown_its_idea() =>
        Assert.DoesNotContain(All.CountBy(file => Path.GetDirectoryName(file)!), folder => folder.Value > MostFiles);

    [Fact]
    public void A_namespace_is_its_folder() =>
        Assert.DoesNotContain(All, file => DeclaredNamespace(file) is { } declared && declared != FolderNamespace(file));

    [Fact]
    public void Atomics_live_in_one_folder() =>
        Assert.DoesNotContain(
            Repository.SourceFiles("src").Where(file => !file.StartsWith("src/Collector.Pipeline/Concurrency/", StringComparison.Ordinal)),
            file => Repository.Lines(file).Any(line => Atomics().IsMatch(Comment().Replace(line, ""))));

    [Fact]
    public void Nothing_is_folded_away_or_put_off() =>
        Assert.DoesNotContain(All, file => Repository.Lines(file).Any(line => PutOff().IsMatch(line)));

    private static IEnumerable<string> All => new[] { "src", "tests", "benchmarks" }.SelectMany(Repository.SourceFiles);

    private static string? DeclaredNamespace(string file) =>
        Repository.Lines(file).Select(line => Namespace().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    private static string FolderNamespace(string file)
    {
        var parts = file.Split('/');
        return string.Join('.', parts[1..^1]);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(Interlocked|Volatile)\b")]
    private static partial Regex Atomics();

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*#region|//\s*(TODO|FIXME|HACK)")]
    private static partial Regex PutOff();
}
