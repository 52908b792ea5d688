using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Targets.Lists;

public sealed class ListedTargetsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLogger<TargetDiscovery> _log = new();
    private readonly SemaphoreSlim _changed = new(0);

    public void Dispose()
    {
        _folder.Dispose();
        _changed.Dispose();
    }

    [Fact]
    public async Task A_list_that_fails_stays_as_it_was_and_is_asked_again()
    {
        var list = new FakeList("a");
        using var listed = Listed();
        listed.Look(Settings(list), thorough: false);
        await AnswerAsync(list, "sw1", "sw2");
        Assert.Equal(SourceNews.Changed, listed.Look(Settings(list), thorough: false));
        Assert.Equal(["sw1", "sw2"], Texts(listed));

        await NextAsync(list);
        await list.FailAsync("it is on fire");
        await list.AskedAgainAsync(_time);
        Assert.Equal(SourceNews.None, listed.Look(Settings(list), thorough: false));
        Assert.Equal((1, "it is on fire"), (listed.Lists[0].Failures, listed.Lists[0].State.Problem));
        Assert.Equal(["sw1", "sw2"], Texts(listed));
        await list.AnswerAsync("sw1");
        await _changed.WaitAsync();
        listed.Look(Settings(list), thorough: false);
        Assert.Equal(["sw1"], Texts(listed));
        Assert.Null(listed.Lists[0].State.Problem);
    }

    [Fact]
    public async Task The_same_answer_again_is_no_change()
    {
        var list = new FakeList("a");
        using var listed = Listed();
        listed.Look(Settings(list), thorough: false);
        await AnswerAsync(list, "sw1");
        listed.Look(Settings(list), thorough: false);
        await NextAsync(list);
        await list.AnswerAsync("sw1");
        await list.AskedAgainAsync(_time);
        Assert.Equal(SourceNews.None, listed.Look(Settings(list), thorough: false));
    }

    [Fact]
    public async Task What_was_kept_is_used_until_the_source_answers()
    {
        var list = new FakeList("a");
        using (var first = Listed())
        {
            first.Look(Settings(list), thorough: false);
            await AnswerAsync(list, "sw1", "sw2");
            await NextAsync(list); // it has been written before the next question
        }

        _time.Advance(TimeSpan.FromHours(1));
        var again = new FakeList("a");
        using var second = Listed();
        Assert.Equal(SourceNews.Changed, second.Look(Settings(again), thorough: false));
        Assert.Equal(["sw1", "sw2"], Texts(second));
        Assert.True(second.Lists[0].State.IsKept);
        Assert.InRange(_time.GetUtcNow() - second.Lists[0].State.FetchedAt!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(62));
        Assert.Contains(_log.Entries, entry => entry.Contains("2 targets as they were at", StringComparison.Ordinal));
        await AnswerAsync(again, "sw3");
        second.Look(Settings(again), thorough: false);
        Assert.Equal(["sw3"], Texts(second));
        Assert.False(second.Lists[0].State.IsKept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\": 2}")]
    [InlineData("{\"version\": 1, \"kind\": \"fake\", \"name\": \"b\", \"groups\": []}")]
    [InlineData("{\"version\": 1, \"kind\": \"fake\", \"name\": \"a\", \"groups\": [5]}")]
    public void What_was_kept_and_cannot_be_used_is_told_and_passed_over(string content)
    {
        var list = new FakeList("a");
        _folder.Write(Path.GetFileName(new KeptList(_folder.Path, list).File), content);
        using var listed = Listed();
        Assert.Equal(SourceNews.Changed, listed.Look(Settings(list), thorough: false));
        Assert.Empty(Texts(listed));
        Assert.StartsWith("Warning: ", Assert.Single(_log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_goes_on_with_the_lists_that_stay()
    {
        var (stays, goes) = (new FakeList("a"), new FakeList("b"));
        using var listed = Listed();
        listed.Look(Settings(stays, goes), thorough: false);
        await AnswerAsync(stays, "sw1");
        await AnswerAsync(goes, "sw2");
        listed.Look(Settings(stays, goes), thorough: false);
        var refresh = listed.Lists[0];
        var next = Settings(new FakeList("a"), new FakeList("c"));
        Assert.Equal(SourceNews.Changed, listed.Look(next, thorough: false));
        Assert.Same(refresh, listed.Lists[0]);
        Assert.Equal(["sw1"], Texts(listed));
    }

    [Fact]
    public async Task A_list_that_is_fetched_in_another_way_keeps_its_targets_meanwhile()
    {
        var list = new FakeList("a");
        using var listed = Listed();
        listed.Look(Settings(list), thorough: false);
        await AnswerAsync(list, "sw1");
        listed.Look(Settings(list), thorough: false);
        var slower = new FakeList("a") { RefreshInterval = TimeSpan.FromMinutes(5) };
        listed.Look(Settings(slower), thorough: false);
        Assert.Equal(["sw1"], Texts(listed));
    }

    private static IEnumerable<string> Texts(ListedTargets listed) => listed.Groups.SelectMany(group => group.Targets).Select(target => target.Text);

    private ListedTargets Listed() => new(_time, () => _changed.Release(), _log);

    private TargetSettings Settings(params TargetListOptions[] lists) =>
        new(new TargetBuilder(new TargetDefaults(), new AllButMissing())) { Lists = lists, KeepFolder = _folder.Path };

    private async Task AnswerAsync(FakeList list, params string[] targets)
    {
        await list.AnswerAsync(targets);
        await _changed.WaitAsync();
    }

    /// <summary>Waits until the list is waiting for its next turn, and gives it.</summary>
    private Task NextAsync(FakeList list) => list.AskedAgainAsync(_time);
}
