using Microsoft.AspNetCore.Http;

namespace Collector.Testing.RemoteWrite;

/// <summary>How a receiver of remote write behaves to one request.</summary>
public sealed class WriteAnswer
{
    private readonly Func<HttpContext, Task> _give;

    private WriteAnswer(Func<HttpContext, Task> give) => _give = give;

    /// <summary>Took it, as a receiver of 1.0 says so.</summary>
    public static WriteAnswer Accept { get; } = Status(StatusCodes.Status204NoContent);

    /// <summary>Says nothing until the sender goes away.</summary>
    public static WriteAnswer Hang { get; } = new(async context =>
    {
        var gone = new TaskCompletionSource();
        await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
    });

    /// <summary>Cuts the connection instead of answering.</summary>
    public static WriteAnswer Reset { get; } = new(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public static WriteAnswer Status(int status, string text = "", params (string Name, string Value)[] headers) => new(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        if (text.Length > 0) await context.Response.WriteAsync(text);
    });

    /// <summary>Answers when a task has ended, and not before.</summary>
    public static WriteAnswer After(Task task, WriteAnswer answer) => new(async context =>
    {
        await task;
        await answer.GiveAsync(context);
    });

    internal Task GiveAsync(HttpContext context) => _give(context);
}
