using System.Net;
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
        var turns = new AnswerTurns(new WebMetrics(_meter), _time);
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
        var turns = new AnswerTurns(new WebMetrics(_meter), _time);
        var over = new TaskCompletionSource();
        var begun = 0;
        var handler = turns.InTurn(_ =>
        {
            begun++;
            return over.Task;
        });
        Task[] answers = [.. Enumerable.Range(1, AnswerTurns.AtOnce + 1).Select(client => handler(From($"192.0.2.{client}")))];
        Assert.Equal(AnswerTurns.AtOnce, begun);

        over.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal(AnswerTurns.AtOnce + 1, begun);
    }

    [Fact]
    public async Task One_client_has_half_of_them_and_is_told_when_it_waited_too_long_for_more()
    {
        var metrics = new WebMetrics(_meter);
        var handler = new AnswerTurns(metrics, _time).InTurn(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        Task[] slow = [.. Enumerable.Range(0, AnswerTurns.AtOnce / 2).Select(_ => handler(From("192.0.2.1")))];
        var fifth = From("192.0.2.1");
        var refused = handler(fifth);
        Assert.All((Task[])[.. slow, refused], answer => Assert.False(answer.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(10));

        await refused;

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "5"), (fifth.Response.StatusCode, fifth.Response.Headers.RetryAfter.ToString()));
        Assert.Equal(1, metrics[RefusedRequest.OverShare]);
        _time.Advance(TimeSpan.FromSeconds(50));
        await Task.WhenAll(slow);
    }

    private static DefaultHttpContext From(string client)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(client) } };
        http.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        return http;
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
