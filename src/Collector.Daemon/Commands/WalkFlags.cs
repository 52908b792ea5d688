using System.CommandLine;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Commands;

/// <summary>Whom <c>collector walk</c> asks, for what, and with which credentials: as the command line says, and where it does not, as a collector.yml does.</summary>
internal sealed class WalkFlags
{
    private readonly Argument<string> _host = new("host") { Description = "The device: NAME[:PORT], ADDRESS[:PORT], tcp://…; with --config also the instance of a target", HelpName = "HOST[:PORT]" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "A collector.yml with the device's address, auth and modules, and with all modules and auths that it names", HelpName = "FILE" };
    private readonly Option<string[]> _modules = new("--module", "-m") { Description = "What to ask for; may be repeated. By default what --config says, or auto: what fits the device", DefaultValueFactory = _ => [], HelpName = "M" };
    private readonly Option<string?> _auth = new("--auth", "-a") { Description = "The credentials' name. By default what --config says, or public_v2", HelpName = "A" };
    private readonly Option<string[]> _files = new("--snmp-config") { Description = "An snmp.yml on top of the built-in modules; may be repeated", DefaultValueFactory = _ => [], HelpName = "FILE" };
    private readonly Option<string[]> _profiles = new("--profiles") { Description = "A folder of profiles on top of the built-in ones; may be repeated", DefaultValueFactory = _ => [], HelpName = "DIR" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "Seconds that the whole poll may take", DefaultValueFactory = _ => 60, HelpName = "S" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_host);
        foreach (var option in new Option[] { _config, _modules, _auth, _files, _profiles, _timeout }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var other = new Option[] { _files, _profiles }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
            if (other is not null && result.GetValue(_config) is not null) result.AddError($"{other.Name}: with --config the file says where modules and auths are.");
        });
    }

    /// <param name="result">The command line.</param>
    /// <param name="problems">What is wrong with the files.</param>
    /// <param name="note">What somebody should know who expected something else; null when there is nothing.</param>
    public (Target Target, SnmpModules Modules) Read(ParseResult result, ConfigurationProblems problems, out string? note)
    {
        note = null;
        var host = result.GetRequiredValue(_host);
        if (result.GetValue(_config) is { } path) return Configured(result, path, host, problems, out note);
        var modules = SnmpModulesLoader.Load(result.GetRequiredValue(_files), problems, profileFolders: result.GetRequiredValue(_profiles)).With(SnmpPaces.Default, SnmpPacking.Default);
        return (Asked(result, new TargetDefaults().SnmpAt(host) with { PacketTimeout = null, Retries = null }), modules);
    }

    /// <summary>Warnings are for <c>collector check</c>; who walks wants to know why nothing can be asked.</summary>
    private (Target, SnmpModules) Configured(ParseResult result, string path, string host, ConfigurationProblems problems, out string? note)
    {
        note = null;
        var found = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(path, found);
        foreach (var problem in found.Where(problem => problem.Severity == ProblemSeverity.Error)) problems.Error(problem.Position, problem.Message);
        if (problems.HasErrors) return (Asked(result, configuration.Options.Defaults.SnmpAt(host)), configuration.Modules);
        List<Target> targets = [.. TargetFilesCheck.Run(configuration, found).Where(target => target.Protocol == Target.Snmp)];
        var known = targets.Find(target => target.Instance == host) ?? targets.Find(target => target.Address == host);
        if (known is null) note = $"{path} has no SNMP target \"{host}\", so it is asked as an address{NearestName.Hint(host, targets.Select(target => target.Instance))}";
        return (Asked(result, known ?? configuration.Options.Defaults.SnmpAt(host)), configuration.Modules);
    }

    private Target Asked(ParseResult result, Target target)
    {
        var deadline = TimeSpan.FromSeconds(Math.Clamp(result.GetValue(_timeout), 0.1, 3600));
        var modules = result.GetRequiredValue(_modules);
        return target with
        {
            Modules = modules.Length > 0 ? [.. modules.Distinct(StringComparer.Ordinal)] : target.Modules,
            Auth = result.GetValue(_auth) ?? target.Auth,
            Interval = deadline,
            Deadline = deadline,
        };
    }
}
