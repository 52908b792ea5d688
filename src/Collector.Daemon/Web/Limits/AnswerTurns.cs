using Collector.Daemon.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Web.Limits;

/// <summary>Answers a few requests at a time where an answer takes time or memory and has no limits of its own, none of them for ever, and those of one client only as far as its share goes.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class AnswerTurns(WebMetrics metrics, TimeProvider time)
{
    public const int AtOnce = 8;

    private const int MostWaiting = 512;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    private readonly ClientTurns _turns = new(AtOnce, MostWaiting, time);

    /// <summary>The same handler, in turns. A reader that has not taken the answer by its time is cut off.</summary>
    public RequestDelegate InTurn(RequestDelegate handler) => async http =>
    {
        var client = http.Connection.RemoteIpAddress;
        try
        {
            if (await _turns.EnterAsync(client, LongestWait, http.RequestAborted) is var outcome and not TurnOutcome.Entered)
            {
                await RefuseAsync(http, outcome);
                return;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // nobody reads any more
        }

        try
        {
            using var deadline = new CancellationTokenSource(LongestAnswer, time);
            await using var cut = deadline.Token.UnsafeRegister(static http => ((HttpContext)http!).Abort(), http);
            await handler(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
        finally
        {
            _turns.Leave(client);
        }
    };

    private Task RefuseAsync(HttpContext http, TurnOutcome outcome)
    {
        var isOverShare = outcome == TurnOutcome.OverShare;
        metrics.Refused(isOverShare ? RefusedRequest.OverShare : RefusedRequest.Busy);
        http.Response.Headers.RetryAfter = "5";
        return PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, isOverShare ? "more requests like this at once than one client may have" : "too many requests like this at once");
    }
}
