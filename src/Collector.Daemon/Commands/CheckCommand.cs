using System.CommandLine;
using Collector.Daemon.Configuration;
using Collector.Daemon.Configuration.Keys;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Commands;

/// <summary><c>collector check</c>: validates collector.yml and all that it names, or snmp.yml files alone, without asking any device.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config", "-c") { Description = "The collector.yml to check, with everything it names", HelpName = "FILE" };
        var files = new Option<string[]>("--snmp-config", "--config.file") { Description = "An snmp.yml, or a pattern of such files, to check alone; may be repeated", HelpName = "FILE" };
        var expand = new Switch("--config.expand-environment-variables", "Take $NAME in user names and passwords of snmp.yml from the environment");
        var prometheus = new Option<bool>("--print-prometheus") { Description = "Print the scrape job to paste into prometheus.yml, and check nothing but what it needs" };
        var schema = new Option<string?>("--schema") { Description = "Print a JSON schema for editors: of collector.yml, or of a kind of files that it names", HelpName = string.Join('|', CollectorKeys.Files.Keys), Arity = ArgumentArity.ZeroOrOne };
        schema.AcceptOnlyFromAmong([.. CollectorKeys.Files.Keys]);
        var command = new Command("check", "Check a configuration and print every problem with its place; exit code 1 if there is an error") { config, files, prometheus, schema };
        foreach (var option in expand.Options) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(schema) is not null) return;
            if (result.GetValue(prometheus) && result.GetValue(config) is null) result.AddError("--print-prometheus needs --config FILE.");
            if (result.GetValue(config) is null == result.GetValue(files) is not { Length: > 0 }) result.AddError("Say what to check: --config FILE for a collector.yml, or --snmp-config FILE for an snmp.yml.");
        });
        command.SetAction(result =>
        {
            var output = result.InvocationConfiguration.Output;
            if (result.GetResult(schema) is not null) return PrintSchema(result.GetValue(schema) ?? CollectorKeys.Files.Keys.First(), output);
            if (result.GetValue(config) is { } asked && result.GetValue(prometheus)) return PrintPrometheus(asked, output);
            return result.GetValue(config) is { } path ? CheckCollector(path, output) : CheckSnmp(result.GetValue(files)!, expand.IsOn(result), output);
        });
        return command;
    }

    private static int CheckCollector(string path, TextWriter output)
    {
        var problems = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(path, problems);
        var targets = TargetFilesCheck.Run(configuration, problems);
        ModuleCheck.Run(configuration.Modules, problems);
        var subscriptions = configuration.Definitions.Gnmi.Subscriptions.Count;
        return Print(problems, $"{path}: {Count(targets.Count, "target")}, {Count(configuration.Modules)}{(subscriptions > 0 ? $", {Count(subscriptions, "subscription")}" : "")}", output);
    }

    /// <summary>Nothing is printed for a configuration that cannot be put in force.</summary>
    private static int PrintPrometheus(string path, TextWriter output)
    {
        var problems = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(path, problems);
        if (problems.HasErrors) return Print(problems, path, output);
        output.Write(ScrapeJobText.Of(configuration.Options));
        return 0;
    }

    private static int PrintSchema(string file, TextWriter output)
    {
        output.Write(JsonSchema.Of(file));
        return 0;
    }

    private static int CheckSnmp(string[] files, bool expandEnvironment, TextWriter output)
    {
        var problems = new ConfigurationProblems();
        var modules = ExporterConfigurationLoader.Load(new ExporterSettings { ConfigFiles = files, ExpandEnvironment = expandEnvironment }, problems).Modules;
        ModuleCheck.Run(modules, problems);
        return Print(problems, $"{string.Join(", ", files)}: {Count(modules)}", output);
    }

    private static int Print(ConfigurationProblems problems, string summary, TextWriter output)
    {
        ConfigurationProblem[] inOrder = [.. InOrder(problems)];
        foreach (var problem in inOrder) output.WriteLine(Line(problem));
        if (problems.Count > inOrder.Length) output.WriteLine($"and {problems.Count - inOrder.Length} more");
        output.WriteLine($"{summary}: {Count(problems.ErrorCount, "error")}, {Count(problems.WarningCount, "warning")}");
        return problems.HasErrors ? 1 : 0;
    }

    /// <summary>File after file as they were read, and each from top to bottom.</summary>
    private static IEnumerable<ConfigurationProblem> InOrder(ConfigurationProblems problems) =>
        problems.GroupBy(problem => problem.Position.File, StringComparer.Ordinal)
            .SelectMany(file => file.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column));

    // As compilers write it, so that editors find the place.
    private static string Line(ConfigurationProblem problem) =>
        $"{problem.Position}: {(problem.Severity == ProblemSeverity.Error ? "error" : "warning")}: {problem.Message}";

    private static string Count(SnmpModules modules) => $"{Count(modules.Modules.Count, "module")}, {Count(modules.Auths.Count, "auth")}";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
