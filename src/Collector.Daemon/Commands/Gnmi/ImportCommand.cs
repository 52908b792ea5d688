using System.CommandLine;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Configuration.Gateway;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi import</c>: writes gnmi-gateway's targets and requests as the <c>gnmi</c> section of a collector.yml.</summary>
/// <remarks>The one place where secrets are written: whoever asks for it has them in the file already.</remarks>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file of targets of gnmi-gateway's, JSON or simple YAML", HelpName = "FILE" };
        var command = new Command("import", "Write gnmi-gateway's targets as the gnmi section of a collector.yml, passwords included") { file };
        command.SetAction(result => Import(result.GetRequiredValue(file), result.InvocationConfiguration));
        return command;
    }

    private static int Import(string path, InvocationConfiguration console)
    {
        var problems = new ConfigurationProblems();
        var options = GatewayTargets.Load(path, problems);
        if (problems.Count > 0) console.Error.WriteLine(problems.ToString());
        if (problems.HasErrors) return 1;
        GnmiOptionsWriter.WriteWithSecrets(options, new YamlWriter(console.Output));
        return 0;
    }
}
