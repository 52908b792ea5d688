using System.CommandLine;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands;

/// <summary><c>collector check</c>: validates collector.yml and all that it names without polling anything.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config", "-c") { Description = "The collector.yml to check", Required = true, HelpName = "FILE" };
        var command = new Command("check", "Check a configuration and print every problem with its place; exit code 1 if there is an error") { config };
        command.SetAction(result => Run(result.GetRequiredValue(config), result.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string path, TextWriter output)
    {
        var problems = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(path, problems);
        var targets = TargetFilesCheck.Run(configuration, problems);
        ConfigurationProblem[] inOrder = [.. InOrder(problems)];
        foreach (var problem in inOrder) output.WriteLine(Line(problem));
        if (problems.Count > inOrder.Length) output.WriteLine($"and {problems.Count - inOrder.Length} more");
        var modules = configuration.Modules;
        output.WriteLine($"{path}: {Count(targets.Count, "target")}, {Count(modules.Modules.Count, "module")}, {Count(modules.Auths.Count, "auth")}: "
            + $"{Count(problems.ErrorCount, "error")}, {Count(problems.WarningCount, "warning")}");
        return problems.HasErrors ? 1 : 0;
    }

    /// <summary>File after file as they were read, and each from top to bottom.</summary>
    private static IEnumerable<ConfigurationProblem> InOrder(ConfigurationProblems problems) =>
        problems.GroupBy(problem => problem.Position.File, StringComparer.Ordinal)
            .SelectMany(file => file.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column));

    // As compilers write it, so that editors find the place.
    private static string Line(ConfigurationProblem problem) =>
        $"{problem.Position}: {(problem.Severity == ProblemSeverity.Error ? "error" : "warning")}: {problem.Message}";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
