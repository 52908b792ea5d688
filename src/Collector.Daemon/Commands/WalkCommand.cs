using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Export.Exposition;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Commands;

/// <summary><c>collector walk</c>: polls one device once, now, and prints the series it would become.</summary>
internal static class WalkCommand
{
    public static Command Create()
    {
        var host = new Argument<string>("host") { Description = "The device: NAME[:PORT], ADDRESS[:PORT], tcp://…", HelpName = "HOST[:PORT]" };
        var modules = new Option<string[]>("--module", "-m") { Description = "What to ask for; may be repeated. The default, auto, is what fits the device", DefaultValueFactory = _ => [Target.AutoModules], HelpName = "M" };
        var auth = new Option<string>("--auth", "-a") { Description = "The credentials' name", DefaultValueFactory = _ => "public_v2", HelpName = "A" };
        var files = new Option<string[]>("--snmp-config") { Description = "An snmp.yml on top of the built-in modules; may be repeated", DefaultValueFactory = _ => [], HelpName = "F" };
        var profiles = new Option<string[]>("--profiles") { Description = "A folder of profiles on top of the built-in ones; may be repeated", DefaultValueFactory = _ => [], HelpName = "DIR" };
        var timeout = new Option<double>("--timeout") { Description = "Seconds that the whole poll may take", DefaultValueFactory = _ => 60, HelpName = "S" };
        var explain = new Option<bool>("--explain", "-e") { Description = "Print what was asked, what came and what became of it, instead of the series" };
        var about = new Option<string?>("--oid", "-o") { Description = "Explain where this object or instance is; also the name of a metric or a label", HelpName = "OID" };
        var json = new Option<bool>("--json") { Description = "Explain as JSON" };
        var command = new Command("walk", "Poll one device once and print its series") { host, modules, auth, files, profiles, timeout, explain, about, json };
        command.SetAction(async (result, cancelled) =>
        {
            var request = new WalkRequest(
                result.GetRequiredValue(host), result.GetRequiredValue(modules), result.GetRequiredValue(auth),
                result.GetRequiredValue(files), result.GetRequiredValue(profiles), TimeSpan.FromSeconds(Math.Clamp(result.GetValue(timeout), 0.1, 3600)),
                result.GetValue(explain), result.GetValue(about), result.GetValue(json));
            return await RunAsync(request, result.InvocationConfiguration, cancelled);
        });
        return command;
    }

    private static async Task<int> RunAsync(WalkRequest request, InvocationConfiguration console, CancellationToken cancelled)
    {
        var problems = new ConfigurationProblems();
        var modules = SnmpModulesLoader.Load(request.Files, problems, profileFolders: request.ProfileFolders);
        if (problems.Count > 0) await console.Error.WriteLineAsync(problems.ToString().TrimEnd());
        if (problems.HasErrors || Refusal(request, modules) is { } refusal && await SayAsync(console, refusal)) return 1;

        await using var services = Services(modules);
        var engine = services.GetRequiredService<PollEngine>();
        engine.Start();
        request = await WithModulesAsync(console, engine, request, modules, cancelled);
        if (AboutRefusal(request, modules) is { } notAbout && await SayAsync(console, notAbout)) return 1;
        if (request.IsExplained) return await ExplainAsync(console, request, engine, modules, cancelled);
        var series = await engine.PollOnceAsync(request.ToTarget(), cancelled);
        services.GetRequiredService<SeriesStore>().Change(new HashSet<TargetSeries>(), [series]);
        await PrintAsync(services.GetRequiredService<MetricsPage>(), cancelled);
        return await ReportAsync(console, request, modules.Auths[request.Auth], series) ? 0 : 1;
    }

    private static async Task<int> ExplainAsync(InvocationConfiguration console, WalkRequest request, PollEngine engine, SnmpModules modules, CancellationToken cancelled)
    {
        Oid? about = request.About is null ? null : Explainer.Find(request.About, request.Modules.Select(name => modules.Modules[name]));
        var poll = await new Explainer(engine).ExplainAsync(request.ToTarget(), modules, about, cancelled);
        await console.Output.WriteLineAsync(request.AsJson ? Encoding.UTF8.GetString(ExplanationJson.Of(poll)) : ExplanationText.Of(poll).TrimEnd());
        return poll.Outcome is PollOutcome.Answered or PollOutcome.Partial ? 0 : 1;
    }

    /// <summary>What of the command line cannot work, in words; null when all is well.</summary>
    private static string? Refusal(WalkRequest request, SnmpModules modules)
    {
        if (!TargetAddress.TryParse(request.Host, out _, out var error)) return $"{request.Host}: {error}";
        if (!modules.TryGetAuth(request.Auth, out _)) return $"There is no auth \"{request.Auth}\"; there are {Names(modules.Auths.Keys)}.";
        var unknown = request.Modules.FirstOrDefault(name => name != Target.AutoModules && !modules.TryGetModule(name, out _));
        if (unknown is null && request.About is { } about && Explainer.Find(about, request.Modules.Select(name => modules.Modules[name])) is null)
            return $"{about} is neither an OID nor the name of a metric or a looked-up label of {Names(request.Modules)}.";
        return unknown is null ? null : $"There is no module \"{unknown}\"; there are {Names(modules.Modules.Keys)}.";
    }

    private static string? AboutRefusal(WalkRequest request, SnmpModules modules) =>
        request.About is { } about && Explainer.Find(about, request.Modules.Select(name => modules.Modules[name])) is null
            ? $"{about} is neither an OID nor the name of a metric or a looked-up label of {Names(request.Modules)}."
            : null;

    /// <summary>Asks the device what it is, if its profile is to say the modules. One that does not answer has only the module that asks.</summary>
    private static async Task<WalkRequest> WithModulesAsync(
        InvocationConfiguration console, PollEngine engine, WalkRequest request, SnmpModules modules, CancellationToken cancelled)
    {
        var asking = TargetProfiles.InForce(request.Modules, null);
        if (ReferenceEquals(asking, request.Modules)) return request;
        var identified = await engine.PollOnceAsync((request with { Modules = [TargetProfiles.IdentityModule] }).ToTarget(), cancelled);
        if (identified.Module(0) is not { } snapshot) return request with { Modules = asking };
        var profile = modules.Profiles.Match(IdentityReading.Of(snapshot).ToIdentity());
        var inForce = TargetProfiles.InForce(request.Modules, profile);
        await console.Error.WriteLineAsync($"{request.Host}: profile {profile?.Name}: {string.Join(", ", inForce)}");
        return request with { Modules = inForce };
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static async Task<bool> SayAsync(InvocationConfiguration console, string text)
    {
        await console.Error.WriteLineAsync(text);
        return true;
    }

    private static ServiceProvider Services(SnmpModules modules) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole())
        .AddSingleton(TimeProvider.System)
        .AddSingleton(modules)
        .AddSingleton(new PollEngineOptions { Lanes = 1 })
        .AddSingleton<SeriesStore>()
        .AddSingleton<PollEngine>()
        .AddExposition()
        .BuildServiceProvider();

    private static async Task PrintAsync(MetricsPage page, CancellationToken cancelled)
    {
        var output = PipeWriter.Create(Console.OpenStandardOutput());
        await page.WriteAsync(new PageRequest { Sections = PageSections.Modules }, output, cancelled);
        await output.CompleteAsync();
    }

    private static async Task<bool> ReportAsync(InvocationConfiguration console, WalkRequest request, SnmpAuthOptions auth, TargetSeries series)
    {
        if (!series.History.TryGetLast(out var poll)) return false;
        var truncated = poll.Truncated == WalkEnd.Complete ? "" : $", cut short: {poll.Truncated}";
        await console.Error.WriteLineAsync(
            $"{request.Host}: {poll.Outcome}, {poll.Varbinds} varbinds, {poll.Requests} requests ({poll.Retries} retries), {poll.Duration.TotalMilliseconds:0} ms{truncated}");
        for (var i = 0; i < series.ModuleNames.Count; i++)
        {
            if (series.IsComplete(i) != true || series.Module(i) is null) await console.Error.WriteLineAsync($"  module {series.ModuleNames[i]}: {(series.Module(i) is null ? "no reply" : "incomplete")}");
        }

        if (WalkHint.Of(poll, auth) is { } hint) await console.Error.WriteLineAsync($"  {hint}");
        return poll.IsUp;
    }

    /// <summary>The command line, read.</summary>
    private sealed record WalkRequest(
        string Host, IReadOnlyList<string> Modules, string Auth, IReadOnlyList<string> Files,
        IReadOnlyList<string> ProfileFolders, TimeSpan Deadline, bool Explain, string? About, bool AsJson)
    {
        public bool IsExplained => Explain || AsJson || About is not null;

        public Target ToTarget() => new()
        {
            Instance = Host,
            Address = Host,
            Labels = LabelSet.Empty,
            Modules = [.. Modules.Distinct(StringComparer.Ordinal)],
            Auth = Auth,
            Interval = Deadline,
            Deadline = Deadline,
        };
    }
}
