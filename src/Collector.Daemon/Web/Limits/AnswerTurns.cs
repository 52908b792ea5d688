using Collector.Daemon.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Web.Limits;

/// <summary>Answers a few requests at a time where an answer takes time or memory and has no limits of its own, and none of them for ever.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class AnswerTurns(WebMetrics metrics, TimeProvider time) : IDisposable
{
    public const int AtOnce = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);

    /// <summary>The same handler, in turns. A reader that has not taken the answer by its time is cut off.</summary>
    public RequestDelegate InTurn(RequestDelegate handler) => async http =>
    {
        if (!await EnterAsync(http)) return;
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
            _turns.Release();
        }
    };

    public void Dispose() => _turns.Dispose();

    private async Task<bool> EnterAsync(HttpContext http)
    {
        try
        {
            if (await _turns.WaitAsync(LongestWait, http.RequestAborted)) return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        metrics.Refused(RefusedRequest.Busy);
        http.Response.Headers.RetryAfter = "5";
        await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "too many requests like this at once");
        return false;
    }
}
