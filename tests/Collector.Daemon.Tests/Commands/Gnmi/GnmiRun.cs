using System.CommandLine;
using Collector.Daemon.Commands.Gnmi;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary>Runs <c>collector gnmi …</c> in this process.</summary>
internal static class GnmiRun
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => await RunAsync(CancellationToken.None, arguments);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(CancellationToken cancelled, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await GnmiCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancelled);
        return (code, output.ToString(), error.ToString());
    }
}
