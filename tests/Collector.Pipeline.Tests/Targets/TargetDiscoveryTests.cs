using Collector.Pipeline.Targets;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Pipeline.Tests.Targets;

public sealed class TargetDiscoveryTests : IDisposable
{
    // One look sees the change, the next one that it has settled.
    private static readonly TimeSpan PauseAndSettling = TargetDiscovery.Pause + TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLogger<TargetDiscovery> _log = new();
    private readonly TargetRegistry _registry = new(NullLogger<TargetRegistry>.Instance);
    private readonly TargetDiscovery _discovery;

    public TargetDiscoveryTests() => _discovery = new TargetDiscovery(_registry, _time, _log, hints: false);

    public void Dispose()
    {
        _discovery.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> Instances => _registry.Current.Select(target => target.Instance);

    private TargetSettings Settings(params string[] patterns) => new(new TargetBuilder(new TargetDefaults(), new AllButMissing()))
    {
        Files = [.. patterns.Select(Pattern)],
    };

    private FilePattern Pattern(string text) =>
        FilePattern.TryParse(text, _folder.Path, out var pattern, out var wrong) ? pattern : throw new ArgumentException(wrong, nameof(text));

    private static TargetGroup Group(params string[] targets) => new([.. targets.Select((target, i) => new WrittenText(target, new("c.yml", i + 1, 1)))], []);

    [Fact]
    public void Static_groups_and_files_are_merged_in_order()
    {
        _folder.Write("b.yml", "- targets: [from-b]");
        _folder.Write("a.json", """[{"targets": ["from-a"]}]""");

        _discovery.Use(Settings("*.json", "*.yml") with { Static = [Group("s1", "s2")] });

        Assert.Equal(["s1", "s2", "from-a", "from-b"], Instances);
        Assert.Equal(new DiscoveryReport(2, 0, 0, 0, 0), _discovery.Report);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void A_changed_file_is_read_again()
    {
        _folder.Write("a.yml", "- targets: [one]");
        _discovery.Use(Settings("*.yml"));

        _folder.Write("a.yml", "- targets: [one, two]");
        _time.Advance(PauseAndSettling);

        Assert.Equal(["one", "two"], Instances);
    }

    [Fact]
    public void A_file_replaced_by_a_rename_is_read_again()
    {
        _folder.Write("a.yml", "- targets: [one]");
        _discovery.Use(Settings("*.yml"));

        File.Move(_folder.Write("a.tmp", "- targets: [two]"), _folder["a.yml"], overwrite: true);
        _time.Advance(PauseAndSettling);

        Assert.Equal(["two"], Instances);
    }

    [Fact]
    public void A_file_behind_a_swapped_link_is_read_again()
    {
        _folder.Write("v1/a.yml", "- targets: [one]");
        _folder.Write("v2/a.yml", "- targets: [twenty-two]");
        Directory.CreateSymbolicLink(_folder["data"], _folder["v1"]);
        File.CreateSymbolicLink(_folder["a.yml"], _folder["data/a.yml"]);
        _discovery.Use(Settings("*.yml"));
        Assert.Equal(["one"], Instances);

        Directory.CreateSymbolicLink(_folder["next"], _folder["v2"]);
        Directory.Delete(_folder["data"]);
        Directory.Move(_folder["next"], _folder["data"]);
        _time.Advance(PauseAndSettling);

        Assert.Equal(["twenty-two"], Instances);
    }

    [Fact]
    public void New_files_are_found_and_deleted_ones_take_their_targets_along()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));

        _folder.Write("b.yml", "- targets: [b]");
        _time.Advance(PauseAndSettling);
        Assert.Equal(["a", "b"], Instances);

        File.Delete(_folder["a.yml"]);
        _time.Advance(PauseAndSettling);
        Assert.Equal(["b"], Instances);
        Assert.Equal(1, _discovery.Report.Files);
    }

    [Fact]
    public void An_emptied_file_has_no_targets()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));

        _folder.Write("a.yml", "");
        _time.Advance(PauseAndSettling);

        Assert.Empty(Instances);
    }

    [Fact]
    public void A_file_that_is_being_written_keeps_its_targets_until_it_settles()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));

        _folder.Write("a.yml", "");
        _time.Advance(TargetDiscovery.Pause);
        Assert.Equal(["a"], Instances);

        _folder.Write("a.yml", "- targets: [a, b]");
        _time.Advance(DiscoveryTimer.Soon);
        Assert.Equal(["a"], Instances);

        _time.Advance(DiscoveryTimer.Soon);
        Assert.Equal(["a", "b"], Instances);
    }

    [Fact]
    public void A_broken_file_keeps_its_last_good_targets_and_is_told_once()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _folder.Write("b.yml", "- targets: [b]");
        _discovery.Use(Settings("*.yml"));

        _folder.Write("a.yml", "- targets: [x]\n  lables: {}");
        _folder.Write("b.yml", "- targets: [b, c]");
        _time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(["a", "b", "c"], Instances);
        Assert.Equal((1L, 1), (_discovery.FailedReads, _discovery.Report.BrokenFiles));
        Assert.Contains($"{_folder["a.yml"]}:2:3: unknown key \"lables\"", Assert.Single(_log.Entries), StringComparison.Ordinal);

        _folder.Write("a.yml", "- targets: [x]");
        _time.Advance(PauseAndSettling);
        Assert.Equal(["x", "b", "c"], Instances);
        Assert.Equal(0, _discovery.Report.BrokenFiles);
    }

    [Fact]
    public void A_reload_does_not_lose_the_targets_of_a_broken_file()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));
        _folder.Write("a.yml", "- targets: [");
        _time.Advance(PauseAndSettling);

        _discovery.Use(Settings("*.yml") with { Static = [Group("s")] });

        Assert.Equal(["s", "a"], Instances);
    }

    [Fact]
    public void A_file_that_no_pattern_names_any_more_is_dropped_at_once()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _folder.Write("b.yml", "- targets: [b]");
        _discovery.Use(Settings("*.yml"));

        _discovery.Use(Settings("b.yml", "*.json"));

        Assert.Equal(["b"], Instances);
    }

    [Fact]
    public void The_second_target_of_an_instance_is_ignored_counted_and_told_once()
    {
        _folder.Write("a.yml", "- targets: [s, a]");
        _discovery.Use(Settings("*.yml") with { Static = [Group("s")] });
        _folder.Write("b.yml", "- targets: [b]");
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["s", "a", "b"], Instances);
        Assert.Equal("c.yml:1", _registry.Current.ByInstance["s"].Origin);
        Assert.Equal(1, _discovery.Report.IgnoredDuplicates);
        Assert.Contains("target \"s\" is already at c.yml:1:1", Assert.Single(_log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_cannot_be_polled_does_not_harm_the_others_of_its_file()
    {
        _folder.Write("a.yml", "- { targets: [bad], labels: { __param_module: missing } }\n- targets: [good]");
        _discovery.Use(Settings("*.yml"));

        Assert.Equal(["good"], Instances);
        Assert.Equal(1, _discovery.Report.IgnoredInvalid);
        Assert.Contains(":1:", Assert.Single(_log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_set_that_really_changed_is_published()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));
        var before = _registry.Current;

        _folder.Write("a.yml", "# moved by a comment\n- targets: [a]");
        File.SetLastWriteTimeUtc(_folder["a.yml"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _time.Advance(PauseAndSettling);

        Assert.Same(before, _registry.Current);
    }

    [Fact]
    public void A_change_that_left_time_and_length_alone_is_found_within_a_minute()
    {
        var path = _folder.Write("a.yml", "- targets: [a]");
        var written = File.GetLastWriteTimeUtc(path);
        _discovery.Use(Settings("*.yml"));

        _folder.Write("a.yml", "- targets: [b]");
        File.SetLastWriteTimeUtc(path, written);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["b"], Instances);
    }

    [Fact]
    public void New_defaults_reach_the_targets_of_files_that_did_not_change()
    {
        _folder.Write("a.yml", "- targets: [a]");
        _discovery.Use(Settings("*.yml"));

        var slower = new TargetBuilder(new TargetDefaults { Interval = TimeSpan.FromMinutes(5) }, new AllButMissing());
        _discovery.Use(Settings("*.yml") with { Builder = slower });

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(_registry.Current).Interval);
    }

    [Fact]
    public void Nothing_happens_after_the_end()
    {
        _discovery.Use(Settings("*.yml"));
        _discovery.Dispose();
        _folder.Write("a.yml", "- targets: [a]");
        _time.Advance(PauseAndSettling);

        Assert.Empty(Instances);
        Assert.Equal(0, _time.ArmedTimers);
    }
}
