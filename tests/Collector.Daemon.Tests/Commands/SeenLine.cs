namespace Collector.Daemon.Tests.Commands;

/// <summary>What a command in this process prints, passed on; tells when a line with a word has gone by.</summary>
internal sealed class SeenLine(StringWriter to, string word) : TextWriter
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        to.WriteLine(value);
        if (value!.Contains(word, StringComparison.Ordinal)) _seen.TrySetResult();
    }
}
