using Collector.Export.Tests.RemoteWrite.Buffer.Disk;

namespace Collector.Export.Tests;

/// <summary>What runs when this assembly is started as a program: a process for tests that kill one.</summary>
internal static class Program
{
    public static Task Main(string[] arguments) => BufferingProcess.RunAsync(arguments[0], new Uri(arguments[1]), int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture));
}
