using Collector.Export.Exposition;
using Collector.Testing;

namespace Collector.Export.Tests.Exposition;

public sealed class PageAdmissionTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly PageAdmission _admission;

    public PageAdmissionTests() => _admission = new PageAdmission(pages: 4, queue: 2, _time);

    [Fact]
    public async Task Four_are_let_in_and_the_fifth_takes_the_first_free_turn()
    {
        await FillAsync();
        var fifth = _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask();
        var sixth = _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask();
        Assert.False(fifth.IsCompleted);

        _admission.Leave();

        Assert.True(await fifth);
        Assert.False(sixth.IsCompleted);
        Assert.Equal((4, 1), (_admission.Writing, _admission.Waiting));
        _admission.Leave();
        Assert.True(await sixth);
        for (var i = 0; i < 4; i++) _admission.Leave();
        Assert.Equal((0, 0), (_admission.Writing, _admission.Waiting));
    }

    [Fact]
    public async Task Who_waited_as_long_as_its_scraper_does_is_turned_away()
    {
        await FillAsync();
        var impatient = _admission.EnterAsync(TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
        var patient = _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await impatient);

        _admission.Leave();
        Assert.True(await patient);
    }

    [Fact]
    public async Task No_more_wait_than_there_is_room_for()
    {
        await FillAsync();
        var waiting = new[] { _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask(), _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask() };

        Assert.False(await _admission.EnterAsync(TenSeconds, CancellationToken.None));

        _time.Advance(TenSeconds);
        foreach (var waiter in waiting) Assert.False(await waiter);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_queue()
    {
        await FillAsync();
        using var gone = new CancellationTokenSource();
        var first = _admission.EnterAsync(TenSeconds, gone.Token).AsTask();
        var second = _admission.EnterAsync(TenSeconds, CancellationToken.None).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _admission.Leave();
        Assert.True(await second);
    }

    private async Task FillAsync()
    {
        for (var i = 0; i < 4; i++) Assert.True(await _admission.EnterAsync(TenSeconds, CancellationToken.None));
    }
}
