using System.Runtime.CompilerServices;
using Xunit;

namespace Collector.Testing;

/// <summary>How tests wait for what other threads, processes and sockets do.</summary>
/// <remarks>The limit measures nothing: it makes a test that waits in vain fail instead of hang, and whatever comes at all comes before it, however slow and busy the machine is.</remarks>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again until it is so.</summary>
    /// <param name="isSo">What is waited for; it may ask a server.</param>
    /// <param name="otherwise">What there is instead, for the message of a test that waits in vain.</param>
    /// <param name="condition">The text of <paramref name="isSo"/>; the compiler gives it.</param>
    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(isSo))] string condition = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(BetweenLooks);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit) Fail(condition, otherwise);
            await looks.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, Func{string}, string)"/>
    public static Task UntilAsync(Func<bool> isSo, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(isSo))] string condition = "") =>
        UntilAsync(() => Task.FromResult(isSo()), otherwise, condition);

    /// <summary>As <see cref="UntilAsync(Func{bool}, Func{string}, string)"/>, for tests that keep their thread.</summary>
    public static void Until(Func<bool> isSo, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(isSo))] string condition = "")
    {
        if (!SpinWait.SpinUntil(isSo, Limit)) Fail(condition, otherwise);
    }

    private static void Fail(string condition, Func<string>? otherwise) => Assert.Fail($"Waited in vain for: {condition}\n{otherwise?.Invoke()}");
}
