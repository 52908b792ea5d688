using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>How a subscription works, and how long it is watched.</summary>
internal sealed class SubscribeFlags
{
    private readonly Option<string> _mode = new("--mode") { Description = "stream, once or poll", DefaultValueFactory = _ => "stream", HelpName = "MODE" };
    private readonly Option<string> _streamMode = new("--stream-mode") { Description = "target-defined, on-change or sample", DefaultValueFactory = _ => "target-defined", HelpName = "MODE" };
    private readonly Option<string?> _sampleInterval = new("--sample-interval", "-i") { Description = "Of samples", HelpName = "DURATION" };
    private readonly Option<string?> _heartbeat = new("--heartbeat-interval") { Description = "The longest time without a message, even if nothing changes", HelpName = "DURATION" };
    private readonly Option<bool> _suppressRedundant = new("--suppress-redundant") { Description = "No samples of what has not changed" };
    private readonly Option<bool> _updatesOnly = new("--updates-only") { Description = "Nothing of what is there at the beginning" };
    private readonly Option<uint?> _qos = new("--qos", "-q") { Description = "DSCP of what the target sends", HelpName = "N" };
    private readonly Option<string?> _pollInterval = new("--poll-interval") { Description = "From one answer to the next poll, with --mode poll", DefaultValueFactory = _ => "10s", HelpName = "DURATION" };
    private readonly Option<int?> _count = new("--count") { Description = "End after so many notifications", HelpName = "N" };
    private readonly Option<string?> _for = new("--for") { Description = "End after so long", HelpName = "DURATION" };

    public SubscribeFlags()
    {
        _mode.AcceptOnlyFromAmong("stream", "once", "poll");
        _streamMode.AcceptOnlyFromAmong("target-defined", "on-change", "sample", "target_defined", "on_change");
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _streamMode, _sampleInterval, _heartbeat, _suppressRedundant, _updatesOnly, _qos, _pollInterval, _count, _for }) command.Options.Add(option);
    }

    public bool TryRead(ParseResult result, RequestContent content, [NotNullWhen(true)] out SubscriptionOptions? subscription, out SubscribeBounds bounds, [NotNullWhen(false)] out string? refusal)
    {
        (subscription, bounds, refusal) = (null, default, null);
        var sample = Duration(result, _sampleInterval, ref refusal);
        var heartbeat = Duration(result, _heartbeat, ref refusal);
        var poll = Duration(result, _pollInterval, ref refusal);
        var time = Duration(result, _for, ref refusal);
        if (result.GetValue(_count) is < 1) refusal ??= "--count: a number from 1 on is expected";
        var isStream = result.GetValue(_mode) == "stream";
        var isSample = result.GetValue(_streamMode) == "sample";
        if (sample is not null && (!isStream || !isSample)) refusal ??= "--sample-interval is for --stream-mode sample";
        if (refusal is not null) return false;
        bounds = new SubscribeBounds(result.GetValue(_count), time, poll ?? TimeSpan.Zero);
        subscription = new SubscriptionOptions
        {
            Name = "",
            Prefix = content.Prefix,
            Target = content.Target.Length == 0 ? null : content.Target,
            Mode = Enum.Parse<SubscriptionListMode>(result.GetRequiredValue(_mode), ignoreCase: true),
            Paths =
            [
                new SubscribedPaths
                {
                    Paths = content.Paths,
                    Mode = Enum.Parse<StreamMode>(result.GetRequiredValue(_streamMode).Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
                    SampleInterval = sample ?? TimeSpan.Zero,
                    HeartbeatInterval = heartbeat ?? TimeSpan.Zero,
                    SuppressRedundant = result.GetValue(_suppressRedundant),
                },
            ],
            Encoding = content.Encoding,
            UpdatesOnly = result.GetValue(_updatesOnly),
            Qos = result.GetValue(_qos),
            Models = content.Models,
            Depth = content.Depth,
        };
        return true;
    }

    private static TimeSpan? Duration(ParseResult result, Option<string?> option, ref string? refusal) => Duration(option.Name, result.GetValue(option), ref refusal);

    private static TimeSpan? Duration(string name, string? text, ref string? refusal)
    {
        if (text is null) return null;
        if (DurationText.TryParse(text, out var duration) && duration <= TimeSpan.FromDays(30)) return duration;
        refusal ??= $"{name}: {DurationText.Form} is expected";
        return null;
    }
}
