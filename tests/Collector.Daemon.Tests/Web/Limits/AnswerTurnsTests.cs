using Collector.Daemon.Web.Limits;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Daemon.Tests.Web.Limits;

public sealed class AnswerTurnsTests : IDisposable
{
    private readonly CollectorMeter _meter = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task An_answer_that_nobody_takes_is_cut_off_after_a_minute()
    {
        using var turns = new AnswerTurns(new WebMetrics(_meter), _time);
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());

        var answer = turns.InTurn(http => Task.Delay(Timeout.Infinite, http.RequestAborted))(http);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await answer;
    }

    [Fact]
    public async Task So_many_are_answered_at_once_and_the_next_one_when_one_of_them_is()
    {
        using var turns = new AnswerTurns(new WebMetrics(_meter), _time);
        var over = new TaskCompletionSource();
        var begun = 0;
        var handler = turns.InTurn(_ =>
        {
            begun++;
            return over.Task;
        });
        Task[] answers = [.. Enumerable.Range(0, AnswerTurns.AtOnce + 1).Select(_ => handler(new DefaultHttpContext()))];
        Assert.Equal(AnswerTurns.AtOnce, begun);

        over.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal(AnswerTurns.AtOnce + 1, begun);
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        private readonly CancellationTokenSource _aborted = new();

        public CancellationToken RequestAborted
        {
            get => _aborted.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _aborted.Cancel();
    }
}
