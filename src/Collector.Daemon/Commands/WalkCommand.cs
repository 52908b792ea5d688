using System.CommandLine;
using System.IO.Pipelines;
using System.Text;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Profiles;
using Collector.Snmp.Transport.Addresses;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Commands;

/// <summary><c>collector walk</c>: polls one device once, now, and prints the series it would become.</summary>
internal static class WalkCommand
{
    public static Command Create()
    {
        var flags = new WalkFlags();
        var explain = new Option<bool>("--explain", "-e") { Description = "Print what was asked, what came and what became of it, instead of the series" };
        var about = new Option<string?>("--oid", "-o") { Description = "Explain where this object or instance is; also the name of a metric or a label", HelpName = "OID" };
        var scheduled = new Option<bool>("--scheduled") { Description = "Explain what scheduled polls ask as well: polls three times more" };
        var json = new Option<bool>("--json") { Description = "Explain as JSON" };
        var command = new Command("walk", "Poll one device once and print its series") { explain, about, scheduled, json };
        flags.AddTo(command);
        command.SetAction(async (result, cancelled) =>
        {
            var console = result.InvocationConfiguration;
            var problems = new ConfigurationProblems();
            var (target, modules) = flags.Read(result, problems, out var note);
            if (problems.Count > 0) await console.Error.WriteLineAsync(problems.ToString().TrimEnd());
            if (problems.HasErrors) return 1;
            if (note is not null) await console.Error.WriteLineAsync(note);
            return await RunAsync(new WalkRequest(target, result.GetValue(explain), result.GetValue(about), result.GetValue(scheduled), result.GetValue(json)), modules, console, cancelled);
        });
        return command;
    }

    private static async Task<int> RunAsync(WalkRequest request, SnmpModules modules, InvocationConfiguration console, CancellationToken cancelled)
    {
        if (Refusal(request, modules) is { } refusal && await SayAsync(console, refusal)) return 1;

        await using var services = Services(modules);
        var engine = services.GetRequiredService<PollEngine>();
        engine.Start();
        var (asked, unanswered) = await WithModulesAsync(console, engine, request, modules, cancelled);
        // Of a device that says nothing nobody knows which modules it would have, so that is what there is to tell, and not that they lack an object.
        if (unanswered is not null) asked = asked with { About = null, Explain = asked.IsExplained };
        else if (AboutRefusal(asked, modules) is { } notAbout && await SayAsync(console, notAbout)) return 1;
        if (asked.IsExplained) return await ExplainAsync(console, asked, engine, modules, cancelled);
        var series = unanswered ?? await engine.PollOnceAsync(asked.Target, cancelled);
        services.GetRequiredService<SeriesStore>().Change(new HashSet<TargetSeries>(), [series]);
        await PrintAsync(services.GetRequiredService<MetricsPage>(), cancelled);
        return await ReportAsync(console, asked, modules.Auths[asked.Target.Auth], series) ? 0 : 1;
    }

    private static async Task<int> ExplainAsync(InvocationConfiguration console, WalkRequest request, PollEngine engine, SnmpModules modules, CancellationToken cancelled)
    {
        Oid? about = request.About is null ? null : Explainer.Find(request.About, request.Target.Modules.Select(name => modules.Modules[name]));
        var poll = await new Explainer(engine).ExplainAsync(request.Target, modules, about, request.AlsoScheduled, cancelled);
        await console.Output.WriteLineAsync(request.AsJson ? Encoding.UTF8.GetString(ExplanationJson.Of(poll)) : ExplanationText.Of(poll).TrimEnd());
        return poll.Outcome is PollOutcome.Answered or PollOutcome.Partial ? 0 : 1;
    }

    /// <summary>What of the command line cannot work, in words; null when all is well.</summary>
    private static string? Refusal(WalkRequest request, SnmpModules modules)
    {
        if (!TargetAddress.TryParse(request.Target.Address, out _, out var error)) return $"{request.Target.Address}: {error}";
        if (!modules.TryGetAuth(request.Target.Auth, out _)) return Unknown("auth", request.Target.Auth, modules.Auths.Keys);
        var unknown = request.Target.Modules.FirstOrDefault(name => name != Target.AutoModules && !modules.TryGetModule(name, out _));
        if (unknown is not null) return Unknown("module", unknown, modules.Modules.Keys);
        return request.Target.Modules.Contains(Target.AutoModules) ? null : AboutRefusal(request, modules); // else the device says first which modules they are
    }

    private static string? AboutRefusal(WalkRequest request, SnmpModules modules) =>
        request.About is { } about && Explainer.Find(about, request.Target.Modules.Select(name => modules.Modules[name])) is null
            ? $"{about} is neither an OID nor the name of a metric or a looked-up label of {Names(request.Target.Modules)}."
            : null;

    /// <summary>Asks the device what it is, if its profile is to say the modules. One that does not answer has only the module that asks, and what came of that.</summary>
    private static async Task<(WalkRequest Request, TargetSeries? Unanswered)> WithModulesAsync(
        InvocationConfiguration console, PollEngine engine, WalkRequest request, SnmpModules modules, CancellationToken cancelled)
    {
        var asking = TargetProfiles.InForce(request.Target.Modules, null);
        if (ReferenceEquals(asking, request.Target.Modules)) return (request, null);
        var identified = await engine.PollOnceAsync(request.Target with { Modules = [TargetProfiles.IdentityModule] }, cancelled);
        if (identified.Module(0) is not { } snapshot) return (request with { Target = request.Target with { Modules = asking } }, identified);
        var profile = modules.Profiles.Match(IdentityReading.Of(snapshot).ToIdentity());
        var inForce = TargetProfiles.InForce(request.Target.Modules, profile);
        await console.Error.WriteLineAsync($"{request.Target.Instance}: profile {profile?.Name}: {string.Join(", ", inForce)}");
        return (request with { Target = request.Target with { Modules = inForce } }, null);
    }

    private static string Unknown(string what, string name, IEnumerable<string> known) =>
        $"There is no {what} \"{name}\"{(NearestName.Hint(name, known) is { Length: > 0 } hint ? hint : ".")} There are {Names(known)}.";

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
            $"{request.Target.Instance}: {poll.Outcome}, {poll.Varbinds} varbinds, {poll.Requests} requests ({poll.Retries} retries), {poll.Duration.TotalMilliseconds:0} ms{truncated}");
        for (var i = 0; i < series.ModuleNames.Count; i++)
        {
            if (series.IsComplete(i) != true || series.Module(i) is null) await console.Error.WriteLineAsync($"  module {series.ModuleNames[i]}: {(series.Module(i) is null ? "no reply" : "incomplete")}");
        }

        if (WalkHint.Of(poll, auth) is { } hint) await console.Error.WriteLineAsync($"  {hint}");
        return poll.IsUp;
    }

    private sealed record WalkRequest(Target Target, bool Explain, string? About, bool AlsoScheduled, bool AsJson)
    {
        public bool IsExplained => Explain || AsJson || AlsoScheduled || About is not null;
    }
}
